/** Runs in Chromium: the header's dialogs, to join a newsroom, to invite, and for the settings, over a scripted core. */
import { useState } from "react";
import { CoreProvider } from "../../../renderer/app/core/context.tsx";
import { NewsroomDialog } from "../../../renderer/app/frame/newsroom-dialog.tsx";
import { SettingsButton } from "../../../renderer/app/frame/settings.tsx";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { InvitationOffer, Language, Session, Settings, ShareChoice } from "../../../shared/rpc/contract.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import { mount } from "./mount.tsx";
import { PAGE_DEFAULTS } from "../../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../../shared/typing/settings.ts";
import { ScriptedCore, SESSION } from "./scripted-core.ts";

export const OFFER: InvitationOffer = {
  host: "relay.example.org",
  newsroom: "تحریریهٔ شهر",
  name: "سارا",
  role: "editor",
  inviter: "امید",
  forArticle: false,
  forDevice: false,
  unshared: 3,
  listed: [
    { id: "article-one", title: "پل نو" },
    { id: "article-two", title: "" },
  ],
};

export class NewsroomPage {
  #offer: InvitationOffer = OFFER;
  /** Why the next call is refused. */
  #refusal: ErrorCode | null = null;
  readonly #joined: ShareChoice[] = [];
  readonly #core = new ScriptedCore({
    lookAtInvitation: () => this.#unlessRefused(this.#offer),
    join: async ({ share }) => {
      await this.#unlessRefused(undefined);
      this.#joined.push(share);
    },
    invite: ({ name }) => this.#unlessRefused({ url: `https://relay.example.org/join#${encodeURIComponent(name)}` }),
  });

  open(language: Language, session: Partial<Session>, offer: Partial<InvitationOffer> = {}): void {
    this.#offer = { ...OFFER, ...offer };
    mount(
      language,
      <CoreProvider store={this.#core.store}>
        <Header session={{ ...SESSION, ...session }} language={language} />
      </CoreProvider>,
    );
  }

  /** The next call is refused. */
  refuse(code: ErrorCode): void {
    this.#refusal = code;
  }

  /** What was shared with the newsrooms that were joined. */
  get joined(): readonly ShareChoice[] {
    return this.#joined;
  }

  #unlessRefused<T>(answer: T): Promise<T> {
    const code = this.#refusal;
    this.#refusal = null;
    return code === null ? Promise.resolve(answer) : Promise.reject(new RpcError(code, "refused"));
  }
}

function Header({ session, language }: { readonly session: Session; readonly language: Language }) {
  const [settings, setSettings] = useState<Settings>({
    language,
    calendar: "language",
    theme: "light",
    presence: "shown",
    typing: TYPING_DEFAULTS,
    page: PAGE_DEFAULTS,
  });
  return (
    <div className="app">
      <header className="app-header">
        <NewsroomDialog session={session} />
        <SettingsButton settings={settings} onChange={setSettings} />
        <output>{JSON.stringify(settings)}</output>
      </header>
    </div>
  );
}

Object.assign(window, { newsroomPage: new NewsroomPage() });

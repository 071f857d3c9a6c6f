/** Runs in Chromium: one thread's card with a real margin and real notes, without editor, core or newsroom. */
import * as Y from "yjs";
import "../../../renderer/margin/margin.css";
import { ThreadCard } from "../../../renderer/margin/cards/thread-card.tsx";
import { createMargin, type MarginModel } from "../../../renderer/margin/margin-model.ts";
import { useStore } from "../../../renderer/store/use-store.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { anchorOf } from "../../../shared/notes/anchor.ts";
import type { Mention } from "../../../shared/notes/mention.ts";
import { quoteOf } from "../../../shared/notes/quote.ts";
import { addThread, reply } from "../../../shared/notes/threads.ts";
import type { Member } from "../../../shared/roles.ts";
import type { Language } from "../../../shared/rpc/contract.ts";
import { mount } from "./mount.tsx";

const SARA: Member = { id: "sara", name: "سارا", color: "#006080", role: "editor" };
const OMID: Member = { id: "omid", name: "Omid", color: "#804000", role: "editor" };

const REZA: Member = { id: "reza", name: "رضا می‌بدی", color: "#406020", role: "reader" };

export class ThreadCardPage {
  /** Omid answers. */
  answer: (text: string, mentions: readonly Mention[]) => void = () => undefined;

  /**
   * Shows a thread that Sara, who reads it, began, and that Omid answered.
   * @param more people who may enter the article
   */
  open(language: Language, more: readonly string[] = []): void {
    const [body, notes, omids] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    const text = bodyOf(body);
    text.insert(0, "باران آمد");
    const thread = addThread(notes, anchorOf(text, 0, 5), quoteOf(text.toJSON(), 0, 5), "منبع؟", NOW);
    Y.applyUpdate(omids, Y.encodeStateAsUpdate(notes));
    reply(omids, thread, "From the city council", NOW);
    Y.applyUpdate(notes, Y.encodeStateAsUpdate(omids));
    this.answer = (text, mentions) => {
      reply(omids, thread, text, NOW, mentions);
      Y.applyUpdate(notes, Y.encodeStateAsUpdate(omids));
    };
    const authorOf = (client: number) => {
      const member = client === omids.clientID ? OMID : SARA;
      return { member, confirmed: true, broughtBy: member };
    };
    const margin = createMargin({ body, notes });
    margin.commands.allow(true);
    margin.people.set([OMID, SARA, REZA, ...more.map((name, i): Member => ({ id: `more-${i}`, name, color: "#404040", role: "editor" }))]);
    margin.activeNote.reveal(thread);
    mount(
      language,
      <main className="margin">
        <Card margin={margin} authorOf={authorOf} />
      </main>,
    );
  }
}

const NOW = Date.now();
const RIGHTS = { me: SARA, mayComment: true, mayEdit: false, mayDecide: false };

interface CardProps {
  readonly margin: MarginModel;
  readonly authorOf: Parameters<typeof ThreadCard>[0]["authorOf"];
}

function Card({ margin, authorOf }: CardProps) {
  const { threads, active, fields, removed } = useStore(margin.state);
  const [thread] = threads;
  if (!thread) return null;
  return (
    <ThreadCard
      model={margin}
      thread={thread}
      active={thread.id === active}
      rights={RIGHTS}
      authorOf={authorOf}
      suggesterOf={authorOf}
      withQuote
      fields={fields}
      unposted={fields.size > 0}
      removed={removed?.message ?? null}
      now={NOW}
    />
  );
}

Object.assign(window, { threadCardPage: new ThreadCardPage() });

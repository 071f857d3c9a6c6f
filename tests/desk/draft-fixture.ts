/** A window that shows this desk's draft of an article, without a screen. */
import { EditorState, type Transaction } from "prosemirror-state";
import type { Passage } from "../../shared/drafts/passages.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { ArticleBinding } from "../../shared/article/sync/binding.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { ArticleRooms } from "../../renderer/app/article/article-rooms.ts";
import type { OpenDraft } from "../../renderer/app/article/open-draft.ts";
import { eventually } from "../eventually.ts";

const atOnce = (act: () => void) => {
  act();
  return () => {};
};
const fail = (error: unknown) => {
  throw error;
};

export class DraftWindow {
  readonly rooms: ArticleRooms;
  readonly draft: OpenDraft;
  state!: EditorState;
  binding!: ArticleBinding;

  private constructor(window: RpcClient, article: string, secret: string) {
    this.rooms = new ArticleRooms(window, article, fail, atOnce);
    this.rooms.openDraft(secret);
    this.draft = this.rooms.draft.get()!;
  }

  /** Begins a draft, or goes on with the one that is there. @param begins false for one of which the article is not there any more */
  static async open(window: RpcClient, article: string, begins = true): Promise<DraftWindow> {
    if (begins) await window.calls.beginDraft({ article });
    const { secret } = (await window.calls.drafts()).find((draft) => draft.article === article)!;
    const shown = new DraftWindow(window, article, secret);
    await eventually(() => shown.draft.state.get().loaded, true);
    const { body, isOwn } = shown.draft;
    shown.state = EditorState.create({ doc: projectBody(body.getText("body")) });
    shown.binding = new ArticleBinding(body, shown, (error) => {
      throw error;
    });
    shown.binding.isOwn = isOwn;
    shown.binding.isSuggesting = true;
    shown.draft.allow(begins);
    return shown;
  }

  updateState(state: EditorState): void {
    this.state = state;
  }

  /** All that stands in the draft, struck or not. */
  get text(): string {
    return this.draft.body.getText("body").toJSON();
  }

  get passages(): readonly Passage[] {
    return this.draft.passages();
  }

  /** @param index in the body */
  type(text: string, index: number): void {
    this.#dispatch((tr) => tr.insertText(text, posOf(this.state.doc, index)));
  }

  erase(from: number, to: number): void {
    this.#dispatch((tr) => tr.delete(posOf(this.state.doc, from), posOf(this.state.doc, to)));
  }

  saved(): Promise<void> {
    return eventually(() => this.draft.state.get().pending, false);
  }

  close(): void {
    this.binding.destroy();
    this.rooms.closeDraft();
    this.rooms.destroy();
  }

  #dispatch(change: (tr: Transaction) => Transaction): void {
    this.binding.dispatch(change(this.state.tr));
  }
}

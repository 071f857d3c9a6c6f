/** Runs in Chromium: the margin with what a commenter proposes and says of a suggestion, with a real editor, without core or newsroom. */
import { EditorState, TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import type { EditorHandle } from "../../../renderer/editor/view.ts";
import "../../../renderer/editor/editor.css";
import "../../../renderer/suggestions/suggestions.css";
import { afterFirstFrame } from "../../../renderer/layout/after-first-frame.ts";
import { createMargin, type MarginModel } from "../../../renderer/margin/margin-model.ts";
import { Margin } from "../../../renderer/margin/margin.tsx";
import { articleOf } from "../../../shared/article/identity/article.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { posOf } from "../../../shared/article/model/flat.ts";
import { ProposalDecisions } from "../../../shared/notes/proposal-decisions.ts";
import { isProposal } from "../../../shared/notes/proposal-state.ts";
import { takeOver } from "../../../shared/notes/take-over.ts";
import { anchorOf } from "../../../shared/notes/anchor.ts";
import { quoteOf } from "../../../shared/notes/quote.ts";
import { addProposal, readThreads, replyToSuggestion } from "../../../shared/notes/threads.ts";
import type { Member } from "../../../shared/roles.ts";
import type { Language } from "../../../shared/rpc/contract.ts";
import { ArticleBinding } from "../../../shared/article/sync/binding.ts";
import { projectBody } from "../../../shared/article/projection/project.ts";
import { openBareView } from "../bare-view.ts";
import { openBareMargin } from "./bare-margin.ts";
import { mount } from "./mount.tsx";

const SARA: Member = { id: "sara", name: "سارا", color: "#006080", role: "editor" };
const NIKA: Member = { id: "nika", name: "Nika", color: "#804000", role: "commenter" };
const TEXT = ["تیتر", "رودخانه دیشب بالا آمد.", "کسی نخوابید."].join("\n");

const by = (member: Member) => ({ member, confirmed: true, broughtBy: member });

export class ProposalsPage {
  #handle!: EditorHandle;
  #margin!: MarginModel;
  #body!: Y.Doc;
  #notes!: Y.Doc;
  /** Omid's. */
  #elsewhere: Y.Doc | null = null;
  /** Nika's, elsewhere. */
  readonly #nikas = new Y.Doc();

  /** Shows an article as an editor, or as a commenter, who is Nika then. */
  open(language: Language, mayEdit: boolean): void {
    const { body, notes, margin, handle } = openBareMargin(TEXT, mayEdit, SARA.color);
    [this.#body, this.#notes, this.#margin, this.#handle] = [body, notes, margin, handle];
    margin.commands.allow(true);
    margin.proposalCommands.allow(mayEdit);
    const me = mayEdit ? SARA : NIKA;
    const authorOf = (client: number) => by(client === this.#nikas.clientID ? NIKA : me);
    mount(
      language,
      <main>
        <Margin
          model={margin}
          me={me}
          mayComment
          mayEdit={mayEdit}
          mayDecide={mayEdit}
          authorOf={authorOf}
          suggesterOf={() => by(SARA)}
          isLoaded
          isSheet={false}
          isOpen
        />
      </main>,
    );
  }

  /** Nika proposes other words for a phrase. */
  propose(phrase: string, replacement: string, comment = ""): void {
    const text = bodyOf(this.#body);
    const [from, body] = [text.toJSON().indexOf(phrase), text.toJSON()];
    const to = from + phrase.length;
    addProposal(this.#nikas, anchorOf(text, from, to), quoteOf(body, from, to), replacement, comment, Date.now());
    Y.applyUpdate(this.#notes, Y.encodeStateAsUpdate(this.#nikas));
  }

  /** Omid, who had heard of everything, takes Nika's proposal over elsewhere; it is heard of at `meet`. */
  takeElsewhere(): void {
    const { body, host, binding } = this.#omid();
    const thread = readThreads(this.#notes).find(isProposal)!;
    const range = this.#margin.places.found.get(thread.id)!;
    takeOver({ state: host.state, dispatch: (tr) => binding.dispatch(tr) }, body, new ProposalDecisions(body), thread, range, Date.now());
  }

  /** Omid suggests a word elsewhere, and Nika, who heard of it, answers: the answer is here at once, the suggestion at `meet`. */
  answerElsewhere(letters: string, answer: string): void {
    const { body, host, binding } = this.#omid();
    binding.isSuggesting = true;
    binding.dispatch(host.state.tr.insertText(letters, 1));
    const [suggestion] = articleOf(body).suggestions.open();
    replyToSuggestion(this.#nikas, suggestion!.id, { text: letters, before: "", after: letters }, answer, Date.now());
    Y.applyUpdate(this.#notes, Y.encodeStateAsUpdate(this.#nikas));
  }

  #omid() {
    const body = new Y.Doc();
    Y.applyUpdate(body, Y.encodeStateAsUpdate(this.#body));
    const host = {
      state: EditorState.create({ doc: projectBody(bodyOf(body)) }),
      updateState: (state: EditorState) => void (host.state = state),
    };
    this.#elsewhere = body;
    return { body, host, binding: new ArticleBinding(body, host, (error) => console.error(error)) };
  }

  meet(): void {
    Y.applyUpdate(this.#body, Y.encodeStateAsUpdate(this.#elsewhere!));
  }

  /** The words that the proposal stands at in another window of the same desk; null for none. */
  async placeInAnotherWindow(): Promise<string | null> {
    const margin = createMargin({ body: this.#body, notes: this.#notes });
    const handle = openBareView(this.#body, margin.plugins, false);
    await new Promise<void>((resolve) => void afterFirstFrame(resolve));
    await new Promise((resolve) => void setTimeout(resolve));
    const range = margin.places.found.get(readThreads(this.#notes).find(isProposal)!.id);
    const words = range && margin.text.textOf(range);
    margin.destroy();
    handle.view.dom.parentElement!.remove();
    return words ?? null;
  }

  select(phrase: string): void {
    const { view } = this.#handle;
    const at = bodyOf(this.#body).toJSON().indexOf(phrase);
    const { doc } = view.state;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, posOf(doc, at), posOf(doc, at + phrase.length))));
  }

  /** Types before a phrase. @param suggests whether this is a suggestion */
  type(before: string, letters: string, suggests = false): void {
    const { view } = this.#handle;
    this.#margin.suggestions.suggest(suggests);
    view.dispatch(view.state.tr.insertText(letters, posOf(view.state.doc, bodyOf(this.#body).toJSON().indexOf(before))));
    this.#margin.suggestions.suggest(false);
  }

  get text(): string {
    return bodyOf(this.#body).toJSON();
  }

  get active(): string | null {
    return this.#margin.state.get().active;
  }
}

Object.assign(window, { proposalsPage: new ProposalsPage() });

/**
 * A reviewer on y-prosemirror with @handlewithcare/prosemirror-suggest-changes 0.1.8: its plugin and its `dispatchTransaction`,
 * unchanged, with IDs that no two people give.
 */
import {
  applySuggestion,
  disableSuggestChanges,
  enableSuggestChanges,
  isSuggestChangesEnabled,
  revertSuggestion,
  suggestChanges,
  withSuggestChanges,
} from "@handlewithcare/prosemirror-suggest-changes";
import { joinBackward } from "prosemirror-commands";
import type { Mark, Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { PeerEditor } from "./peer-editor.ts";
import { schema } from "./peer-schema.ts";
import type { Reviewer } from "./reviewer.ts";

/** What the plugin writes where a block is split or joined, so that there is something to mark. */
const PLACEHOLDER = /\u200B/g;

export class PeerReviewer extends PeerEditor implements Reviewer {
  #ids = 0;
  /** Missing while y-prosemirror shows the article for the first time. */
  private readonly send: EditorView["dispatch"] | undefined;

  constructor(doc: Y.Doc) {
    super(doc, [suggestChanges()]);
    this.send = withSuggestChanges(
      (tr) => super.dispatch(tr),
      () => `${doc.clientID}-${this.#ids++}`,
    ).bind(this.view);
  }

  protected override dispatch(tr: Transaction): void {
    if (this.send) this.send(tr);
    else super.dispatch(tr);
  }

  get isSuggesting(): boolean {
    return isSuggestChangesEnabled(this.state);
  }

  set isSuggesting(is: boolean) {
    (is ? enableSuggestChanges : disableSuggestChanges)(this.state, (tr) => this.dispatch(tr));
  }

  open(): string[] {
    const ids = new Set<string>();
    this.state.doc.descendants((node) => {
      for (const mark of node.marks) if (isSuggestion(mark)) ids.add(mark.attrs["id"] as string);
    });
    return [...ids];
  }

  accept(ids: readonly string[] = this.open()): void {
    for (const id of ids) applySuggestion(id)(this.state, (tr) => this.dispatch(tr));
  }

  refuse(ids: readonly string[] = this.open()): void {
    for (const id of ids) revertSuggestion(id)(this.state, (tr) => this.dispatch(tr));
  }

  marked(): string {
    const parts: { readonly sign: string; text: string }[] = [];
    const add = (node: Node, text: string): void => {
      const is = (name: string): boolean => node.marks.some((mark) => mark.type.name === name);
      const sign = (is("insertion") ? "+" : "") + (is("deletion") ? "-" : "");
      const last = parts.at(-1);
      if (last?.sign === sign) last.text += text;
      else if (text !== "") parts.push({ sign, text });
    };
    this.#blocks().forEach((block, i) => {
      if (i > 0) add(block, "⏎");
      if (i > 0) block.forEach((child) => add(child, child.text?.replace(PLACEHOLDER, "") ?? "□"));
    });
    return parts.map(({ sign, text }) => `${sign}${text}${sign.split("").toReversed().join("")}`).join("");
  }

  kinds(): string[] {
    return this.blocks()
      .slice(1)
      .map(({ kind }) => kind);
  }

  boldText(): string {
    return this.blocks()
      .flatMap(({ runs }) => runs)
      .filter((run) => run.bold)
      .map(({ text }) => text)
      .join("");
  }

  /** One press: the two stay two blocks until somebody accepts. */
  override join(): void {
    if (!joinBackward(this.state, (tr) => this.dispatch(tr))) this.erase();
  }

  copyBefore(phrase: string): void {
    const slice = this.state.selection.content();
    this.before(phrase);
    this.dispatch(this.state.tr.replaceSelection(slice));
  }

  pasteBold(text: string): void {
    this.dispatch(this.state.tr.replaceSelectionWith(schema.text(text, [schema.mark("strong")]), false));
  }

  #blocks(): Node[] {
    const blocks: Node[] = [];
    this.state.doc.descendants((node) => {
      if (node.isTextblock) blocks.push(node);
    });
    return blocks;
  }
}

const isSuggestion = ({ type: { name } }: Mark): boolean => name === "insertion" || name === "deletion" || name === "modification";

/** What takes part: an editor that is opened from stored bytes, and a colleague who types in the same article. */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { OpenFindings } from "../../../../renderer/style/index.ts";

export interface OpenEditor {
  readonly view: EditorView;
  /** Applies a colleague's update. */
  readonly receive: (update: Uint8Array) => void;
  /** Makes what is typed from now on a suggestion, or not; null where nobody can suggest. */
  readonly suggest: ((isSuggesting: boolean) => void) | null;
  /** House style and spelling, where they can be switched on. */
  readonly findings?: OpenFindings;
  /** The replica, where there is one. */
  readonly doc: Y.Doc | null;
  /** Brings the colleague's caret. */
  readonly meet: () => void;
  readonly close: () => void;
}

/** One article, made for one kind of editor. */
export interface Contender {
  readonly items: number;
  readonly bytes: number;
  /** What it shows, where that is not the article alone. */
  readonly shown?: Node;
  /** Builds the editor in `place`, from the bytes to the DOM. */
  open(place: HTMLElement): OpenEditor;
  /** A replica that types letter after letter at one spot; null where nobody else can. */
  readonly colleague: (() => (letter: string) => Uint8Array) | null;
  /** Lets two people edit it apart; null where nobody else can. */
  readonly part: ((edits: number) => Apart) | null;
}

/** An article that two people edited apart. */
export interface Apart {
  /** Builds the editor of the one in `place`. */
  open(place: HTMLElement): OpenEditor;
  readonly mine: Uint8Array;
  /** What the other one did. */
  readonly theirs: Uint8Array;
  /** Reads a replica as a document. */
  readonly read: (doc: Y.Doc) => Node;
}

/** A spot in the text: a paragraph, an offset in it, and the position that is. */
export interface Spot {
  readonly block: number;
  readonly offset: number;
  readonly pos: number;
}

/** The middle of the first paragraph behind `fraction` of the blocks. */
export function spotAt(doc: Node, fraction: number): Spot {
  let block = Math.floor(doc.childCount * fraction);
  while (doc.child(block).type.name !== "paragraph") block++;
  return spotIn(doc, block, Math.floor(doc.child(block).content.size / 2));
}

export const endOf = (doc: Node): Spot => spotIn(doc, doc.childCount - 1, doc.lastChild!.content.size);

function spotIn(doc: Node, block: number, offset: number): Spot {
  let start = 0;
  for (let i = 0; i < block; i++) start += doc.child(i).nodeSize;
  return { block, offset, pos: start + 1 + offset };
}

/** Someone else's presence, with the caret at `position` of the document. */
export function arrive(awareness: Awareness, position: Y.RelativePosition): void {
  const caret: unknown = Y.relativePositionToJSON(position);
  const other = new Awareness(new Y.Doc());
  other.setLocalState({ cursor: { anchor: caret, head: caret }, mood: "typing", user: { id: "omid", name: "امید", color: "#a04000" } });
  applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), "colleague");
  other.destroy();
}

/** A replica of `bytes`, on which `insert` types. */
export function colleagueOn(bytes: Uint8Array, insert: (replica: Y.Doc, letter: string) => void): (letter: string) => Uint8Array {
  const replica = new Y.Doc();
  Y.applyUpdate(replica, bytes);
  let update: Uint8Array | null = null;
  replica.on("update", (bytes) => (update = bytes));
  return (letter) => {
    insert(replica, letter);
    return update!;
  };
}

/** The same page around every editor. @returns where the view goes */
export function pageIn(place: HTMLElement): HTMLElement {
  place.innerHTML = `<main class="app-article"><div class="editor-page" dir="rtl"></div></main><div class="app-margin"></div>`;
  return place.querySelector<HTMLElement>(".editor-page")!;
}

export const ATTRIBUTES = { role: "textbox", "aria-multiline": "true", lang: "fa", tabindex: "0" };

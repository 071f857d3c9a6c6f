/** What two people do who are apart for long: thousands of edits at random places, in a body of ours or a fragment of y-prosemirror's. */
import * as Y from "yjs";
import { articleOf } from "../../../../shared/article/identity/article.ts";
import { copiesAmong } from "../../../../shared/article/sync/copies.ts";
import { emptyJournal } from "../../../../shared/article/sync/journal.ts";
import { Landmarks } from "../../../../shared/article/yjs-internals/landmarks.ts";
import { LOCAL, NEWLINE } from "../../../../shared/article/model/names.ts";
import { BodyWriter } from "../../../../shared/article/sync/writer.ts";
import { randomFrom } from "../words.ts";
import { FRAGMENT } from "./article.ts";

/** Of a hundred edits: letters and words typed, letters deleted, formats, kinds of blocks, blocks moved, blocks parted and joined. */
const SHARES = { letters: 50, word: 10, delete: 22, mark: 6, kind: 5, move: 1, split: 3, join: 3 } as const;
type EditName = keyof typeof SHARES;

interface Edit {
  readonly name: EditName;
  /** In the text, from 0 to 1. */
  readonly at: number;
  readonly length: number;
  readonly on: boolean;
}

export function editsOf(seed: number, count: number): Edit[] {
  const random = randomFrom(seed);
  const names = Object.entries(SHARES).flatMap(([name, share]) => Array.from({ length: share }, () => name as EditName));
  return Array.from({ length: count }, () => ({
    name: names[Math.floor(random() * names.length)]!,
    at: random(),
    length: 1 + Math.floor(random() * 8),
    on: random() < 0.5,
  }));
}

/** Two replicas of `bytes`, each edited by `edit`. @returns one whole, and what the other has that it lacks */
export function partFrom(
  bytes: Uint8Array,
  edit: (replica: Y.Doc, seed: number) => void,
): { readonly mine: Uint8Array; readonly theirs: Uint8Array } {
  const [mine, theirs] = [7001, 7002].map((clientID, seed) => {
    const replica = new Y.Doc();
    Y.applyUpdate(replica, bytes);
    replica.clientID = clientID;
    edit(replica, seed + 1);
    return Y.encodeStateAsUpdate(replica);
  });
  const before = new Y.Doc();
  Y.applyUpdate(before, bytes);
  return { mine: mine!, theirs: Y.diffUpdate(theirs!, Y.encodeStateVector(before)) };
}

/** As the editor writes them: by the same writer, each in a transaction of its own. */
export function editBody(doc: Y.Doc, edits: readonly Edit[]): void {
  const article = articleOf(doc);
  const { body } = article;
  const writer = new BodyWriter(article, new Landmarks(body));
  for (const { name, at, length, on } of edits) {
    const index = 1 + Math.floor(at * (body.length - 10));
    doc.transact(() => {
      writer.journal = emptyJournal();
      if (name === "letters") writer.insert(index, "ژ".repeat(length));
      else if (name === "word") writer.insert(index, " گزارش تازه ");
      else if (name === "delete") writer.delete(index, length);
      else if (name === "mark") writer.format(index, length, { bold: on ? true : null });
      else if (name === "split") writer.startBlock(writer.insert(index, NEWLINE), {});
      else atBlock(writer, index, name, on);
      writer.flushBlocks();
    }, LOCAL);
  }
}

/** Longer than any paragraph that is made up. */
const LONGEST = 2000;

/** Changes, joins or moves the block that starts next. */
function atBlock(writer: BodyWriter, index: number, name: EditName, on: boolean): void {
  const start = nextBlock(writer, index);
  if (start === -1) return;
  if (name === "join") writer.delete(start, 1);
  else if (name === "kind") writer.setBlock(writer.items.idAt(start), { kind: on ? "quote" : null });
  else {
    const end = nextBlock(writer, start + 1);
    const place = end === -1 ? -1 : nextBlock(writer, end + 1);
    if (place === -1) return;
    const runs = writer.items.runsIn(start, end - start);
    writer.delete(start, end - start);
    let to = place - (end - start);
    for (const { content, attributes, length } of runs) {
      if (typeof content === "string") writer.insert(to, content, attributes);
      to += length;
    }
    writer.article.lineage.record(copiesAmong(writer.journal.deleted, writer.journal.inserted), "rewritten");
  }
}

function nextBlock(writer: BodyWriter, index: number): number {
  let at = index;
  for (const { content, length } of writer.items.runsIn(index, Math.min(LONGEST, writer.body.length - index))) {
    const found = typeof content === "string" ? content.indexOf(NEWLINE) : -1;
    if (found !== -1) return at + found;
    at += length;
  }
  return -1;
}

/** As y-prosemirror does: what is parted, joined, moved or of another kind is written anew. */
export function editFragment(doc: Y.Doc, edits: readonly Edit[]): void {
  const fragment = doc.getXmlFragment(FRAGMENT);
  for (const { name, at, length, on } of edits) {
    const place = at * (fragment.length - 1);
    const block = 1 + Math.floor(place);
    const element = fragment.get(block) as Y.XmlElement;
    const text = element.get(0) as Y.XmlText;
    const offset = Math.floor((place % 1) * text.length);
    const rest = Math.min(length, text.length - offset);
    doc.transact(() => {
      if (name === "letters") text.insert(offset, "ژ".repeat(length));
      else if (name === "word") text.insert(offset, " گزارش تازه ");
      else if (name === "delete") text.delete(offset, rest);
      else if (name === "mark") text.format(offset, rest, { bold: on ? { value: true } : null });
      else if (name === "split") {
        const tail = part(text.toDelta() as Piece[], offset);
        text.delete(offset, text.length - offset);
        fragment.insert(block + 1, [blockWith(element.nodeName, tail)]);
      } else if (name === "join") {
        const next = fragment.get(block + 1) as Y.XmlElement | undefined;
        if (!next) return;
        let to = text.length;
        for (const { insert, attributes } of (next.get(0) as Y.XmlText).toDelta() as Piece[]) {
          text.insert(to, insert, attributes ?? {});
          to += insert.length;
        }
        fragment.delete(block + 1, 1);
      } else {
        const content = text.toDelta() as Piece[];
        fragment.delete(block, 1);
        fragment.insert(name === "move" ? Math.min(block + 1, fragment.length) : block, [
          blockWith(name === "kind" ? (on ? "quote" : "paragraph") : element.nodeName, content),
        ]);
      }
    });
  }
}

interface Piece {
  readonly insert: string;
  readonly attributes?: Record<string, unknown>;
}

/** What stands in `pieces` from an offset on. */
function part(pieces: readonly Piece[], offset: number): Piece[] {
  let at = 0;
  return pieces.flatMap(({ insert, ...piece }) => {
    const from = Math.max(0, offset - at);
    at += insert.length;
    return from < insert.length ? [{ ...piece, insert: insert.slice(from) }] : [];
  });
}

function blockWith(kind: string, pieces: readonly Piece[]): Y.XmlElement {
  const element = new Y.XmlElement(kind);
  const text = new Y.XmlText();
  text.applyDelta(pieces as Piece[]);
  element.insert(0, [text]);
  return element;
}

/**
 * Returns with moves: a word or a block with a note is cut and pasted, moved, dragged, or deleted and brought back, while a
 * colleague edits or moves as well, and both meet, in either order of client IDs. Whenever all letters of the note are there
 * again, each once, the note stands on exactly them, in both editors; unless they are those of a copy that was made beside them.
 */
import * as decoding from "lib0/decoding";
import * as prng from "lib0/prng";
import { TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { moveSelection } from "../../renderer/editor/clipboard/drop.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { idOfKey, keyOf } from "../../shared/article/model/character-id.ts";
import { deleteSelection, insertSlice, moveBlockDown, moveBlockUp } from "../../shared/article/commands/commands.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { anchorOf, type Anchor } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { cut } from "../newsroom/weather.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit, unitsOf } from "./edits.ts";
import { alphabet } from "./articles.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(40);
const ORDERS = [
  [2, 3],
  [3, 2],
] as const;
const int = prng.int31;
/** In an entry of `lineage`. */
const COPIED = 2;

interface Note {
  readonly text: string;
  readonly anchor: Anchor;
  /** Its letters were gone under their own IDs at some time. */
  wasGone: boolean;
}

function article(gen: prng.PRNG, fresh: (length: number) => string): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const blocks = Array.from({ length: int(gen, 3, 6) }, () => {
    const kind = prng.oneOf(gen, ["paragraph", "paragraph", "heading", "quote", "item"]);
    const words = Array.from({ length: int(gen, 0, 4) }, (_, i) =>
      schema.text((i > 0 ? " " : "") + fresh(int(gen, 1, 4)), prng.bool(gen) ? [] : [schema.mark("bold")]),
    );
    return schema.node(kind, kind === "item" ? { list: "bullet" } : {}, words);
  });
  const body = bodyOf(doc);
  fillBody(body, schema.node("doc", null, [schema.node("headline", null, [schema.text(fresh(3))]), ...blocks]));
  // Some of it is not written in one go.
  for (let i = int(gen, 0, 3); i > 0; i--) {
    doc.clientID = 9 + i;
    const units = unitsOf(body);
    const at = int(gen, 0, body.length);
    if (!/[\uDC00-\uDFFF]/.test(units.charAt(at))) body.insert(at, fresh(1));
  }
  return doc;
}

/** A note on a word, on a part of one, on a whole block, or on some of two. */
function addNote({ body }: HeadlessEditor, gen: prng.PRNG): Note | null {
  const units = unitsOf(body);
  const words = [...units.matchAll(/[^\s\uFFFC]+/gu)];
  if (words.length === 0) return null;
  const first = int(gen, 0, words.length - 1);
  const last = prng.bool(gen) ? first : Math.min(words.length - 1, first + int(gen, 0, 2));
  const [from, to] = [words[first]!.index, words[last]!.index + words[last]![0].length];
  const text = units.slice(from, to);
  return { text, anchor: anchorOf(body, from, to), wasGone: false };
}

/** Selects a note's letters where they are, with some beside them or a part of them; anything where they are not. */
function selectNear(editor: HeadlessEditor, gen: prng.PRNG, note: Note): void {
  const units = unitsOf(editor.body);
  const at = units.indexOf(note.text);
  const [from, to] = at === -1 ? [int(gen, 0, units.length), int(gen, 0, units.length)] : [at, at + note.text.length];
  const spread = (): number => (prng.bool(gen) ? 0 : int(gen, -4, 4));
  const clamp = (index: number): number => {
    const inside = Math.max(0, Math.min(units.length, index));
    return /[\uDC00-\uDFFF]/.test(units.charAt(inside)) ? inside + 1 : inside;
  };
  const { doc } = editor.state;
  const ends = [clamp(from + spread()), clamp(to + spread())].map((index) => doc.resolve(posOf(doc, index)));
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.between(ends[0]!, ends[1]!)));
}

function placeCaret(editor: HeadlessEditor, gen: prng.PRNG): void {
  const units = unitsOf(editor.body);
  const index = int(gen, 0, units.length);
  const { doc } = editor.state;
  const $place = doc.resolve(posOf(doc, /[\uDC00-\uDFFF]/.test(units.charAt(index)) ? index + 1 : index));
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.between($place, $place)));
}

type Return = (editor: HeadlessEditor, gen: prng.PRNG, meanwhile: () => void) => void;

const RETURNS: Readonly<Record<string, Return>> = {
  "cut and paste": (editor, gen, meanwhile) => {
    const slice = editor.state.selection.content();
    deleteSelection(editor.state, (tr) => editor.binding.dispatch(tr.setMeta("uiEvent", "cut")));
    meanwhile();
    placeCaret(editor, gen);
    insertSlice(slice)(editor.state, (tr) => editor.binding.dispatch(tr.setMeta("uiEvent", "paste")));
  },
  "delete and undo": (editor, _gen, meanwhile) => {
    editor.run(deleteSelection);
    meanwhile();
    editor.binding.undo();
  },
  "delete, undo and redo, and undo": (editor, _gen, meanwhile) => {
    editor.run(deleteSelection);
    editor.binding.undo();
    meanwhile();
    editor.binding.redo();
    editor.binding.undo();
  },
  "move the block": (editor, gen, meanwhile) => {
    for (let i = int(gen, 1, 3); i > 0; i--) editor.run(prng.oneOf(gen, [moveBlockUp, moveBlockDown]));
    meanwhile();
  },
  "move the block and undo": (editor, gen, meanwhile) => {
    editor.run(prng.oneOf(gen, [moveBlockUp, moveBlockDown]));
    meanwhile();
    editor.binding.undo();
    if (prng.bool(gen)) editor.binding.redo();
  },
  drag: (editor, gen, meanwhile) => {
    const { state } = editor;
    const units = unitsOf(editor.body);
    const index = int(gen, 0, units.length);
    const tr = state.selection.empty || /[\uDC00-\uDFFF]/.test(units.charAt(index)) ? null : moveSelection(state, posOf(state.doc, index));
    if (tr) editor.binding.dispatch(tr.setMeta("uiEvent", "drop"));
    meanwhile();
  },
};

/** IDs of characters that were copied while the old ones were there: as LN3 has it, neither they nor what takes their place takes a note along. */
function copiedIn(doc: Y.Doc): Set<string> {
  const copied = new Set<string>();
  for (const [key, value] of doc.getMap<Uint8Array>("lineage").entries()) {
    const decoder = decoding.createDecoder(value);
    const read = (): number => decoding.readVarUint(decoder);
    const [copying, count] = [read(), read()];
    if (copying !== COPIED) continue;
    const { client, clock } = idOfKey(key)!;
    for (let i = 0, at = clock; i < count; i++) {
      for (const end = at + read(); at < end; at++) copied.add(keyOf({ client, clock: at }));
      for (let ancestors = 2 * read(); ancestors > 0; ancestors--) read();
    }
  }
  return copied;
}

interface Count {
  /** Notes whose letters were all there, each once. */
  checked: number;
  /** Those of them whose letters had been gone. */
  returned: number;
}

/** @throws Error when letters are all there, and their note is elsewhere */
function check(editor: HeadlessEditor, notes: readonly Note[], count: Count): void {
  const units = unitsOf(editor.body);
  const places = resolveAnchors(
    editor.body,
    notes.map(({ anchor }) => anchor),
  );
  const copied = copiedIn(editor.doc);
  notes.forEach((note, i) => {
    const letters = note.text.match(/[^\s]/gu)!;
    const at = units.indexOf(note.text);
    const isOnce = at !== -1 && letters.every((letter) => units.split(letter).length === 2);
    const isThere = [note.anchor.first, note.anchor.last].every(
      ({ client, clock }) => !Y.getItem(editor.doc.store, Y.createID(client, clock)).deleted,
    );
    if (!isThere) note.wasGone = true;
    if (!isOnce) return;
    const { first, last } = anchorOf(editor.body, at, at + note.text.length);
    const { lineage } = articleOf(editor.doc);
    if ([first, last].some((id) => [id, ...lineage.ancestorsOf(id)].some((one) => copied.has(keyOf(one))))) return;
    count.checked++;
    if (note.wasGone) count.returned++;
    const place = places[i]!;
    if (place.state === "found" && place.from === at && place.to === at + note.text.length) return;
    throw new Error(
      `${editor.name} has the note on ${note.text} at ${JSON.stringify(place)}, and not at ${at}, of ${JSON.stringify(units)}`,
    );
  });
}

function run(gen: prng.PRNG, [first, second]: readonly [number, number], count: Count): void {
  const fresh = alphabet();
  const start = article(gen, fresh);
  const [sara, omid] = [new HeadlessEditor("Sara", first), new HeadlessEditor("Omid", second)];
  const newsroom = new SimulatedNewsroom([sara, omid], cut);
  newsroom.begin(start);
  const notes = Array.from({ length: int(gen, 1, 3) }, () => addNote(sara, gen)).filter((note) => note !== null);
  const did: string[] = [];
  const doReturn = (editor: HeadlessEditor, meanwhile: () => void): void => {
    const name = prng.oneOf(gen, Object.keys(RETURNS));
    did.push(`${editor.name}: ${name}`);
    if (notes.length > 0) selectNear(editor, gen, prng.oneOf(gen, notes));
    RETURNS[name]!(editor, gen, meanwhile);
  };
  const elsewhere = (): void => {
    if (prng.bool(gen)) {
      const edit = chooseEdit(gen);
      if (edit.name.startsWith("another program")) return;
      did.push(`Omid: ${edit.name}`);
      edit.run(omid, gen, fresh);
    } else doReturn(omid, () => {});
    if (prng.bool(gen)) newsroom.meet();
  };
  try {
    for (let i = int(gen, 1, 3); i > 0; i--) {
      doReturn(sara, prng.bool(gen) ? elsewhere : () => {});
      check(sara, notes, count);
      if (prng.bool(gen)) elsewhere();
      check(omid, notes, count);
    }
    newsroom.meet();
    if (!sara.state.doc.eq(omid.state.doc)) throw new Error("both show another article");
    for (const editor of [sara, omid]) check(editor, notes, count);
    if (JSON.stringify(places(sara, notes)) !== JSON.stringify(places(omid, notes))) throw new Error("both have notes elsewhere");
  } catch (error) {
    throw new Error(`client IDs ${first} and ${second}, ${did.join(", ")}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const editor of [sara, omid]) {
      editor.binding.destroy();
      editor.doc.destroy();
    }
  }
}

const places = ({ body }: HeadlessEditor, notes: readonly Note[]) =>
  resolveAnchors(
    body,
    notes.map(({ anchor }) => anchor),
  );

test(
  `NO2 LN1 LN3: a note whose letters are there again, each once, stands on exactly them, whatever moved meanwhile (seed ${seed})`,
  () => {
    const count: Count = { checked: 0, returned: 0 };
    const wrong: string[] = [];
    for (let i = 0; i < RUNS; i++) {
      for (const order of ORDERS) {
        try {
          run(prng.create(seed + i), order, count);
        } catch (error) {
          wrong.push(`seed ${seed + i}, ${(error as Error).message}`);
        }
      }
    }
    console.log(`${2 * RUNS} runs, ${count.checked} notes looked at, ${count.returned} that had been gone, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
    expect(count.returned).toBeGreaterThan(RUNS);
  },
  60_000 + 1000 * RUNS,
);

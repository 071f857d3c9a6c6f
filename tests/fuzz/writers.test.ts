/**
 * Who wrote what, in random newsrooms: whatever is typed apart, moved, taken away, brought back and merged in whatever order, each
 * character counts as written by the desk that typed it (AU8), and passages cover the text without gap or overlap (AU11).
 */
import * as prng from "lib0/prng";
import { TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import { passagesOf } from "../../renderer/app/writers/passages.ts";
import { WritingRecord } from "../../renderer/app/writers/writing-record.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { writersOf } from "../../shared/article/identity/writers.ts";
import {
  deleteBackward,
  deleteSelection,
  joinBackward,
  moveBlockDown,
  moveBlockUp,
  splitBlock,
} from "../../shared/article/commands/commands.ts";
import type { AuthorRange } from "../../shared/rpc/contract.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { late } from "../newsroom/weather.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(20);
const STEPS = 120;
/** Each letter is typed once. */
const FIRST_LETTER = 0x4e00;

const member = (id: string) => ({ id, name: id, color: "#000000", role: "editor" as const });

function run(seed: number): void {
  const gen = prng.create(seed);
  let clients = 0;
  let letters = 0;
  const typists = new Map<string, string>();
  const owners = new Map<number, string>();
  const clientOf = (name: string): number => {
    const client = prng.int31(gen, 1, 1000) * 1000 + ++clients;
    owners.set(client, name);
    return client;
  };
  const desks = ["sara", "omid", "leila"].map((name) => new HeadlessEditor(name, clientOf(name)));
  const newsroom = new SimulatedNewsroom(desks, late(gen));
  newsroom.begin();
  const type = (desk: HeadlessEditor) => {
    const word = Array.from({ length: prng.int31(gen, 1, 4) }, () => String.fromCodePoint(FIRST_LETTER + letters++)).join("");
    for (const letter of word) typists.set(letter, desk.name);
    desk.binding.dispatch(desk.state.tr.insertText(word));
  };
  const select = (desk: HeadlessEditor, length: number) => {
    const { doc, tr } = desk.state;
    const anchor = prng.int31(gen, 0, doc.content.size);
    const head = Math.min(doc.content.size, anchor + prng.int31(gen, 0, length));
    desk.binding.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))));
  };
  const edits: ((desk: HeadlessEditor) => unknown)[] = [
    (desk) => (select(desk, 0), type(desk)),
    (desk) => (select(desk, 0), type(desk)),
    (desk) => (select(desk, 0), desk.run(splitBlock)),
    (desk) => (select(desk, 0), desk.run(prng.bool(gen) ? moveBlockUp : moveBlockDown)),
    (desk) => (select(desk, 6), desk.run(deleteSelection)),
    (desk) => (select(desk, 0), desk.run(deleteBackward)),
    (desk) => (select(desk, 0), desk.run(joinBackward)),
    (desk) => desk.binding.undo(),
    (desk) => desk.binding.redo(),
  ];
  for (let step = 0; step < STEPS; step++) {
    const dice = prng.int31(gen, 0, 99);
    const desk = prng.oneOf(gen, desks);
    if (dice < 60) prng.oneOf(gen, edits)(desk);
    else if (dice > 97) desk.start(clientOf(desk.name));
    else newsroom.deliver();
  }
  newsroom.settle();
  for (const desk of desks) if (desk.doc.store.pendingStructs) newsroom.catchUp(desk);

  const ranges: AuthorRange[] = [...owners].map(([client, name]) => ({
    client,
    clock: 0,
    end: 1_000_000,
    author: member(name),
    broughtBy: member(name),
  }));
  const record = new WritingRecord(ranges, [], { client: -1, me: member("me"), isAlone: false });
  for (const desk of desks) {
    const text = desk.body.toString();
    const writings = record.writings(writersOf(articleOf(desk.doc), 0, desk.binding.charactersIn(0, text.length)));
    for (const { from, to, writer } of writings) {
      for (let i = from; i < to; i++) {
        const typist = typists.get(text[i]!);
        if (typist !== undefined) expect([text[i], writer?.id], `seed ${seed} at ${desk.name}`).toEqual([text[i], typist]);
      }
    }
    const passages = passagesOf(writings, null);
    expect(
      passages.reduce((end, { from, to }) => (from === end && to > from ? to : NaN), 0),
      `seed ${seed}`,
    ).toBe(text.length);
    desk.binding.destroy();
    desk.doc.destroy();
  }
}

test(`AU8, AU11: in random newsrooms each character is its typist's at every desk, and passages cover the text (seed ${seed})`, () => {
  for (let i = 0; i < RUNS; i++) run(seed + i);
});

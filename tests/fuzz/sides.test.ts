/** Two people edit an article apart, at random, and one of them chooses a side of what collided: the block says what that side says, and undo takes it back. */
import * as prng from "lib0/prng";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { isTaken, SIDES, takeSide, type Changed, type Side } from "../../renderer/returning/sides.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { findCollisions } from "../../shared/compare/collisions.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit } from "./edits.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(10);
const EDITS = 12;
const BASE = ["headline", "the river rose last night", "the hills were white", "nobody slept in town", "the report ends here"].join("\n");

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  bodyOf(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

/** Whether the block of a side that has none is gone, and nothing else. */
const isDone = ({ state }: HeadlessEditor, before: Node, { merged, ...sides }: Changed, side: Side): boolean =>
  (side === "merged" ? merged : sides[side]) === null &&
  (merged === null ? state.doc.eq(before) : state.doc.children.length === before.childCount - 1);

test(`VE36 VE37: whichever side of a block is chosen, the block says it, on the other desk as well, and undo takes it back (SEED=${seed})`, () => {
  let chosen = 0;
  const wrong: string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const gen = prng.create(seed + run);
    const base = new Y.Doc();
    bodyOf(base).insert(0, BASE);
    const disk = [Y.encodeStateAsUpdate(base)];
    const [mine, theirs] = [new HeadlessEditor("mine", 11, [], disk), new HeadlessEditor("theirs", 12, [], disk)];
    let count = 0;
    for (const desk of [mine, theirs])
      for (let i = 0; i < EDITS; i++) chooseEdit(gen).run(desk, gen, (length) => `${desk.name}${count++} `.slice(0, length));
    const merged = copyOf(mine.doc);
    Y.applyUpdate(merged, Y.encodeStateAsUpdate(theirs.doc));
    const states = { base, mine: mine.doc, theirs: theirs.doc, merged };
    for (const collision of findCollisions(states)) {
      if (collision.type !== "changed") continue;
      for (const side of SIDES) {
        const editor = new HeadlessEditor("editor", 13, [], [Y.encodeStateAsUpdate(merged)]);
        const before = projectBody(editor.body);
        const handle = {
          binding: editor.binding,
          view: { state: editor.state, dispatch: (tr: Parameters<typeof editor.binding.dispatch>[0]) => editor.binding.dispatch(tr) },
        };
        chosen++;
        const what = `run ${run}, ${side} of ${collision.base.text}`;
        if (!takeSide(handle, editor.doc, collision, states, side)) wrong.push(`${what}: refused`);
        else if (!isDone(editor, before, collision, side) && !isTaken(editor.doc, collision, states, side))
          wrong.push(`${what}: not taken`);
        else if (!projectBody(bodyOf(copyOf(editor.doc))).eq(editor.state.doc)) wrong.push(`${what}: not the same elsewhere`);
        else if (editor.binding.undo() && !editor.state.doc.eq(before)) wrong.push(`${what}: not taken back`);
      }
    }
  }
  expect([wrong.length, wrong.slice(0, 12), chosen]).toEqual([0, [], chosen]);
  expect(chosen).toBeGreaterThan(RUNS);
});

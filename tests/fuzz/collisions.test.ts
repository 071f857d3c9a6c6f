/** Two people edit an article apart, at random, by every command: what collided is found whatever they did, and is true. */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { findCollisions, type Collision } from "../../shared/compare/collisions.ts";
import { compareArticles } from "../../shared/compare/compare.ts";
import { comparedArticle, type ArticleBlock } from "../../shared/compare/compared-article.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit } from "./edits.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(15);
const EDITS = 25;
const BASE = ["headline", "the river rose last night", "the hills were white", "nobody slept in town", "the report ends here"].join("\n");

const isIn = (doc: Y.Doc, block: ArticleBlock | null): boolean =>
  block === null || projectBody(bodyOf(doc)).child(block.index).eq(block.node);

/** Whether everything that a collision names is where it says. */
function isTrue(collision: Collision, docs: Readonly<Record<"base" | "mine" | "theirs" | "merged", Y.Doc>>): boolean {
  if (collision.type === "changed")
    return (["base", "mine", "theirs", "merged"] as const).every((side) => isIn(docs[side], collision[side]));
  if (collision.type === "doubled") return collision.merged.length > 1 && collision.merged.every((block) => isIn(docs.merged, block));
  const { block, from, to, text, home } = collision;
  return isIn(docs.merged, block) && isIn(docs.merged, home) && block.text.slice(from, to) === text && text !== "";
}

test(`VE30 VE31 VE32 VE20: of random edits on both sides, what is found is true, and nothing is found where one side did nothing (SEED=${seed})`, () => {
  for (let run = 0; run < RUNS; run++) {
    const gen = prng.create(seed + run);
    const base = new Y.Doc();
    bodyOf(base).insert(0, BASE);
    const disk = [Y.encodeStateAsUpdate(base)];
    const [mine, theirs] = [new HeadlessEditor("mine", 11, [], disk), new HeadlessEditor("theirs", 12, [], disk)];
    let count = 0;
    for (const desk of [mine, theirs])
      for (let i = 0; i < EDITS; i++) chooseEdit(gen).run(desk, gen, (length) => `${desk.name}${count++} `.slice(0, length));
    const merged = new Y.Doc();
    bodyOf(merged);
    for (const { doc } of [mine, theirs]) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
    const docs = { base, mine: mine.doc, theirs: theirs.doc, merged };
    expect(findCollisions(docs).filter((collision) => !isTrue(collision, docs))).toEqual([]);
    expect(findCollisions({ ...docs, theirs: base, merged: mine.doc })).toEqual([]);
    expect(findCollisions({ ...docs, mine: base, merged: theirs.doc })).toEqual([]);

    const { blocks } = compareArticles(comparedArticle(mine.doc), comparedArticle(merged));
    const nodes = (side: "before" | "after", elsewhere: string) =>
      blocks.flatMap((block) => (block[side] && block.type !== elsewhere ? [block[side].node] : []));
    expect(nodes("before", "moved")).toEqual(projectBody(mine.body).children);
    expect(nodes("after", "movedAway")).toEqual(projectBody(bodyOf(merged)).children);
  }
});

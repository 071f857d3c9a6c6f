/** People who write one article together, and take earlier versions of it back, whole or block by block. */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { alphabet, smallArticle } from "./articles.ts";
import { chooseEdit } from "./edits.ts";
import { snapshotOf } from "./snapshot.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(20);
const TIMEOUT = 60_000 + 1000 * RUNS;

/** An earlier state of an article, as a version holds it. */
function earlier(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, state);
  return doc;
}

function exchange(desks: readonly HeadlessEditor[]): void {
  for (const from of desks)
    for (const to of desks) if (from !== to) to.receive(Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
}

/** Restores a version in a random history, and takes that back. */
function playWhole(number: number): void {
  const gen = prng.create(number);
  const fresh = alphabet();
  const start = smallArticle(gen, fresh);
  const desks = ["Sara", "Omid"].map((name, i) => new HeadlessEditor(name, 1000 * (i + 1)));
  for (const desk of desks) desk.receive(Y.encodeStateAsUpdate(start));
  const edit = (times: number) => {
    for (let i = 0; i < times; i++) {
      const desk = prng.oneOf(gen, desks);
      chooseEdit(gen).run(desk, gen, fresh);
      if (prng.int31(gen, 0, 3) === 0) exchange(desks);
    }
  };
  try {
    edit(prng.int31(gen, 0, 20));
    exchange(desks);
    const state = Y.encodeStateAsUpdate(desks[0]!.doc);
    const expected = projectBody(bodyOf(earlier(state)));
    edit(prng.int31(gen, 1, 30));
    exchange(desks);
    const before = desks[0]!.state.doc;
    const isDoubled = snapshotOf(desks[0]!).doubled.size > 0;
    const ids = idsIn(desks[0]!);
    desks[0]!.binding.restore(articleOf(earlier(state)), null);
    expect(desks[0]!.state.doc.toString()).toBe(expected.toString());
    expect(desks[0]!.state.doc.eq(expected)).toBe(true);
    // What is still there is left alone.
    const then = idsIn({ body: bodyOf(earlier(state)) });
    const now = idsIn(desks[0]!);
    if (!ids.moved && !now.moved) for (const id of then.ids) if (ids.ids.has(id)) expect(now.ids.has(id)).toBe(true);
    exchange(desks);
    expect(desks[1]!.state.doc.eq(desks[0]!.state.doc)).toBe(true);
    // Of two copies that two people made at once, the version has one: undo does not tell their kinds apart.
    if (desks[0]!.state.doc.eq(before) || isDoubled) return;
    desks[0]!.binding.undo();
    const after = desks[0]!.state.doc;
    expect(after.toString()).toBe(before.toString());
    expect(after.eq(before)).toBe(true);
    exchange(desks);
    expect(desks[1]!.state.doc.eq(desks[0]!.state.doc)).toBe(true);
  } catch (error) {
    throw new Error(`SEED=${number}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const desk of desks) desk.binding.destroy();
  }
}

test("VE10 VE11 a version that is taken back is the article again on all desks, and undo takes that back", { timeout: TIMEOUT }, () => {
  for (let run = 0; run < RUNS; run++) playWhole(seed + run);
});

test("VE11 what was once wrong in history 5200823 is not any more", () => {
  expect(() => playWhole(5_200_823)).not.toThrow();
});

/** The Yjs IDs of all characters, and whether some are copies. */
function idsIn({ body }: { readonly body: Y.Text }): { readonly ids: ReadonlySet<string>; readonly moved: boolean } {
  const ids = new Set<string>();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let i = 0; i < item.length; i++) ids.add(`${item.id.client}.${item.id.clock + i}`);
  }
  return { ids, moved: !articleOf(body.doc!).lineage.isEmpty };
}

test("VE12 a block that is taken back is as it was, and no other block of that version loses anything", { timeout: TIMEOUT }, () => {
  for (let run = 0; run < RUNS; run++) {
    const number = seed + run;
    const gen = prng.create(number);
    const fresh = alphabet();
    const desk = new HeadlessEditor("Sara", 1000 + run);
    desk.receive(Y.encodeStateAsUpdate(smallArticle(gen, fresh)));
    const edit = (times: number) => {
      for (let i = 0; i < times; i++) chooseEdit(gen).run(desk, gen, fresh);
    };
    try {
      edit(prng.int31(gen, 0, 10));
      const state = Y.encodeStateAsUpdate(desk.doc);
      const version = projectBody(bodyOf(earlier(state)));
      edit(prng.int31(gen, 1, 20));
      const before = desk.state.doc;
      const block = prng.int31(gen, 0, version.childCount - 1);
      desk.binding.restore(articleOf(earlier(state)), block);
      const wanted = version.child(block);
      const found: string[] = [];
      desk.state.doc.forEach((node) => void found.push(node.toString()));
      if (block === 0) expect(desk.state.doc.child(0).toString()).toBe(wanted.toString());
      else expect(found).toContain(wanted.toString());
      const others: string[] = [];
      version.forEach((node, _pos, i) => void others.push(...Array.from(i === block ? "" : node.textContent)));
      const letters = others.filter(
        (letter) =>
          /^[\u4E00-\u9FFF\u{20000}-\u{FFFFF}]$/u.test(letter) &&
          before.textContent.includes(letter) &&
          !wanted.textContent.includes(letter),
      );
      expect(letters.filter((letter) => !desk.state.doc.textContent.includes(letter))).toEqual([]);
      expect(desk.state.doc.eq(projectBody(desk.body))).toBe(true);
      if (!desk.state.doc.eq(before)) desk.binding.undo();
      expect(desk.state.doc.toString()).toBe(before.toString());
    } catch (error) {
      throw new Error(`SEED=${number}: ${(error as Error).message}`, { cause: error });
    } finally {
      desk.binding.destroy();
    }
  }
});

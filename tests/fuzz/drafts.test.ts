/**
 * Drafts at random: a member writes in a draft while others write in the article. What is brought back, at once or passage by
 * passage in any order, is what the draft says: accepted, the article is what the draft would be; refused, it is as others left it.
 * A run takes RUNS drafts from SEED on.
 */
import * as prng from "lib0/prng";
import type { Node } from "prosemirror-model";
import { afterAll, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import type { Verdict } from "../../shared/article/identity/suggestion-records.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { bringBack, dropPassages } from "../../shared/drafts/bring-back.ts";
import { Draft } from "../../shared/drafts/draft.ts";
import { isUnchanged, passagesOf } from "../../shared/drafts/passages.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { runs, seed } from "../seed.ts";
import { alphabet, smallArticle } from "./articles.ts";
import { chooseEdit, type Edit } from "./edits.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { pairsFor, selectionAt, START, type Pair } from "./operation-case.ts";

const RUNS = runs(20);
const asked = process.env["PAIRS"] ?? "1";
const PAIRS = asked === "all" ? Infinity : Number(asked);

// No two suggestions are begun at one time, so that it says in which order they are decided on.
let now = 1_000_000;
vi.spyOn(Date, "now").mockImplementation(() => now++);
afterAll(() => vi.restoreAllMocks());

/** An article, and the draft of one of its members. */
class Drafted {
  readonly article: HeadlessEditor;
  readonly editor: HeadlessEditor;
  readonly draft: Draft;
  readonly #stop: () => void;

  constructor(start: Uint8Array, [article, draft]: readonly [number, number]) {
    this.article = new HeadlessEditor("the article", article, [], [start]);
    this.editor = new HeadlessEditor("the draft", draft, [], [start]);
    this.editor.binding.isAlone = true;
    this.draft = new Draft(this.editor.doc, "a secret");
    this.draft.begin();
    this.editor.binding.isOwn = (client) => this.draft.isOwn(client);
    this.editor.binding.isSuggesting = true;
    const follow = (update: Uint8Array) => this.editor.receive(update);
    this.article.doc.on("update", follow);
    this.#stop = () => this.article.doc.off("update", follow);
  }

  bringBack(keys: readonly string[]): void {
    const known = new Set(this.article.doc.store.clients.keys());
    bringBack(this.article.doc, this.draft, new Set(keys));
    for (const [key, update] of this.draft.leaving) {
      // A crash between the two applies it again.
      this.article.receive(update);
      this.article.receive(update);
      this.draft.arrived(key);
    }
    const own = [...this.article.doc.store.clients.keys()].filter((client) => this.draft.isOwn(client));
    expect(own, "clients of the draft in the article").toEqual([]);
    expect(this.article.doc.store.clients.size - known.size).toBeLessThan(2);
  }

  get keys(): string[] {
    return passagesOf(this.draft).map(({ key }) => key);
  }

  /** The page that a decision on all of the draft's makes of `editor`'s article, on the earliest first. */
  decided(editor: HeadlessEditor, verdict: Verdict, isMeant: (id: string) => boolean) {
    const other = new HeadlessEditor("who decides", 77, [], [Y.encodeStateAsUpdate(editor.doc)]);
    const meant = articleOf(other.doc)
      .suggestions.open()
      .filter(({ id }) => isMeant(id));
    for (const { id } of meant.sort((a, b) => a.at - b.at)) other.binding.decide(verdict, [id]);
    const page = projectBody(other.body);
    other.binding.destroy();
    return page;
  }

  destroy(): void {
    this.#stop();
    this.article.binding.destroy();
    this.editor.binding.destroy();
  }
}

const openIn = ({ doc }: HeadlessEditor): Set<string> =>
  new Set(
    articleOf(doc)
      .suggestions.open()
      .map(({ id }) => id),
  );

/**
 * Brings all back, and compares.
 * @param choose which passages are brought back next, of those that are left
 * @param show what is compared of a page
 * @param showDone what is compared of one on which all was accepted
 */
function bringAll(
  drafted: Drafted,
  choose: (keys: readonly string[]) => readonly string[],
  show: (page: Node) => string,
  showDone = show,
): void {
  const { article, editor, draft } = drafted;
  const before = openIn(article);
  const untouched = projectBody(article.body);
  const isNew = (id: string): boolean => !before.has(id);
  const expected = drafted.decided(editor, "accepted", isNew);
  expect(show(drafted.decided(editor, "refused", isNew)), "the draft, refused").toBe(show(untouched));
  for (let keys = drafted.keys, rounds = 0; keys.length > 0 && rounds < 100; keys = drafted.keys, rounds++) drafted.bringBack(choose(keys));
  expect(isUnchanged(draft), "nothing is left in the draft").toBe(true);
  for (const one of [article, editor]) expect(one.state.doc.toString()).toBe(projectBody(one.body).toString());
  expect(show(editor.state.doc), "the draft shows what the article does").toBe(show(article.state.doc));
  expect(showDone(drafted.decided(article, "accepted", isNew)), "accepted").toBe(showDone(expected));
  expect(show(drafted.decided(article, "refused", isNew)), "refused").toBe(show(untouched));
}

function run(operation: Operation, pair: Pair): boolean {
  const drafted = new Drafted(START.update, [3, 5]);
  const { editor, draft } = drafted;
  try {
    editor.binding.dispatch(editor.state.tr.setSelection(selectionAt(editor.state.doc, pair)));
    operation.run(editor, pair.from, pair.to);
    const isSomething = articleOf(editor.doc).suggestions.open().length > 0;
    expect(isUnchanged(draft)).toBe(!isSomething);
    bringAll(
      drafted,
      (keys) => keys,
      (page) => JSON.stringify(page.toJSON()),
    );
    return isSomething;
  } finally {
    drafted.destroy();
  }
}

test(`DR4 DR5: whatever is done in a draft is brought back as what it is (seed ${seed})`, { tags: "long", timeout: 3_600_000 }, () => {
  const gen = prng.create(seed);
  const failed: string[] = [];
  let [cases, changed] = [0, 0];
  for (const operation of OPERATIONS.filter(({ isSeveral }) => !isSeveral)) {
    const all = pairsFor(operation);
    const pairs = PAIRS >= all.length ? all : Array.from({ length: PAIRS }, () => prng.oneOf(gen, all));
    for (const pair of pairs) {
      cases++;
      try {
        if (run(operation, pair)) changed++;
      } catch (error) {
        failed.push(`${operation.name} at ${pair.from}–${pair.to}: ${(error as Error).message}`);
      }
    }
  }
  console.log(`${cases} cases, ${changed} changed something, ${failed.length} failed`);
  expect(failed.slice(0, 3)).toEqual([]);
  expect(changed).toBeGreaterThan(cases / 2);
});

/** What a window does: no other program writes in a draft. */
function chooseDrafted(gen: prng.PRNG): Edit {
  for (;;) {
    const edit = chooseEdit(gen);
    if (!edit.name.startsWith("another program")) return edit;
  }
}

/**
 * Blocks with their text. Formats are left out: Yjs takes away those of the article's markers that are redundant beside what is
 * inserted, and does not put them back when that goes, in a draft as in any article in which something is suggested.
 */
function linesOf(page: Node): string {
  const lines: string[] = [];
  page.forEach((block) => lines.push(`${block.type.name} ${block.textBetween(0, block.content.size, "", "\uFFFC")}`));
  return lines.join("\n");
}

/** The same without the kinds of blocks: which one a block has that was moved, and given another kind where it had stood, is not kept. */
const wordsOf = (page: Node): string => linesOf(page).replaceAll(/^\w+ /gm, "");

function play(seed: number): number {
  const gen = prng.create(seed);
  const fresh = alphabet();
  const drafted = new Drafted(Y.encodeStateAsUpdate(smallArticle(gen, fresh)), prng.bool(gen) ? [11, 12] : [12, 11]);
  const { article, editor, draft } = drafted;
  try {
    for (let event = 0; event < 24; event++) {
      if (prng.int31(gen, 0, 2) > 0) chooseDrafted(gen).run(editor, gen, fresh);
      else {
        article.binding.isSuggesting = prng.bool(gen);
        chooseDrafted(gen).run(article, gen, fresh);
      }
      expect(editor.state.doc.toString()).toBe(projectBody(editor.body).toString());
      expect(new Set(drafted.keys).size).toBe(drafted.keys.length);
    }
    const keys = drafted.keys;
    if (prng.int31(gen, 0, 3) === 0) {
      const before = projectBody(article.body);
      dropPassages(draft, new Set(keys));
      expect(isUnchanged(draft)).toBe(true);
      expect(linesOf(editor.state.doc)).toBe(linesOf(before));
    } else {
      const isOneByOne = prng.bool(gen);
      bringAll(drafted, (left) => (isOneByOne ? [prng.oneOf(gen, [...left])] : left), linesOf, wordsOf);
    }
    return keys.length;
  } finally {
    drafted.destroy();
  }
}

test(
  `DR4 DR5 DR9: what a draft says comes back whatever the article has become (${RUNS} from seed ${seed})`,
  { tags: "long", timeout: 3_600_000 },
  () => {
    const failed: string[] = [];
    let passages = 0;
    for (let i = 0; i < RUNS; i++) {
      try {
        passages += play(seed + i);
      } catch (error) {
        failed.push(`SEED=${seed + i} RUNS=1: ${(error as Error).message}`);
      }
    }
    console.log(`${RUNS} drafts, ${passages} passages, ${failed.length} failed`);
    expect(failed.slice(0, 3)).toEqual([]);
    expect(passages).toBeGreaterThan(RUNS);
  },
);

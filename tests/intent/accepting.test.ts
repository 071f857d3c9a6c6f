/** Findings of house style that are accepted all at once, by the real checker and the real binding. */
import dictionary from "dictionary-fa";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { replacementsFor } from "../../renderer/style/accept.ts";
import { BlockFindings } from "../../renderer/style/block-findings.ts";
import { placeFinding } from "../../renderer/style/placed-finding.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES } from "../../shared/style/profile.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";

const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));
const SENTENCE = "او می رود و کتاب ها را می خواند .";
const MENDED = "او می‌رود و کتاب‌ها را می‌خواند.";
const BLOCKS = 40;
const TEXT = ["تیتر", ...Array.from({ length: BLOCKS }, () => SENTENCE)].join("\n");

function open() {
  const doc = new Y.Doc();
  doc.clientID = 5;
  bodyOf(doc).insert(0, TEXT);
  bodyOf(doc).format(TEXT.indexOf("می رود"), 6, { bold: true });
  const desk = new HeadlessEditor("Sara", 7, [], [Y.encodeStateAsUpdate(doc)]);
  const found = new BlockFindings();
  for (const block of desk.state.doc.children) {
    const placed = checkStyle(block.textContent, lexicon, PROFILES.default).map((one) => placeFinding(block.textContent, one));
    found.set(
      block,
      placed.map(({ from, to, placed: finding }) => ({ from, to, finding })),
    );
  }
  return { desk, all: () => replacementsFor(found.blocksIn(desk.state.doc), ({ replacement }) => replacement) };
}

test("HS35: all findings become what they propose, in the form of their words, with the notes on them, as one step of undo", () => {
  const { desk, all } = open();
  const at = TEXT.indexOf("کتاب ها");
  const note = anchorOf(desk.body, at, at + 7);
  expect(desk.binding.replace(all())).toBe(4 * BLOCKS);
  expect(desk.body.toJSON()).toBe(["تیتر", ...Array.from({ length: BLOCKS }, () => MENDED)].join("\n"));
  expect(desk.text).toBe(desk.body.toJSON());
  expect(desk.state.doc.child(1).child(1).text).toBe("می‌رود");
  const [place] = resolveAnchors(desk.body, [note]);
  expect(place!.state === "found" && desk.body.toJSON().slice(place!.from, place!.to)).toBe("کتاب‌ها");
  expect(desk.binding.undo()).toBe(true);
  expect([desk.body.toJSON(), desk.binding.canUndo]).toEqual([TEXT, false]);
});

test("HS35: while one suggests, each is a suggestion of its own, and all are one step of undo", () => {
  const { desk, all } = open();
  desk.binding.isSuggesting = true;
  expect(desk.binding.replace(all())).toBe(4 * BLOCKS);
  const suggested = articleOf(desk.doc).suggestions.open();
  expect(suggested).toHaveLength(4 * BLOCKS);
  desk.binding.undo();
  expect([desk.body.toJSON(), articleOf(desk.doc).suggestions.open()]).toEqual([TEXT, []]);
});

test("HS26: what has changed since is left as it is", () => {
  const { desk, all } = open();
  const before = all();
  expect(before).toHaveLength(4 * BLOCKS);
  desk.binding.dispatch(desk.state.tr.insertText("ن", 7, 8));
  expect(all().length).toBeLessThan(before.length);
});

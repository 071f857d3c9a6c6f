import { EditorState } from "prosemirror-state";
import { expect, test } from "vitest";
import { schema } from "../../shared/article/model/schema.ts";
import { BlockFindings } from "./block-findings.ts";
import { placeFinding } from "./placed-finding.ts";

const TEXT = "او می رود.";
const { placed } = placeFinding(TEXT, { kind: "mi", start: 5, end: 6, replacement: "\u200C" });
const UNDERLINES = [{ from: 3, to: 10, finding: placed }];

const paragraph = () => schema.node("paragraph", null, [schema.text(TEXT)]);

function articleOf(blocks: number) {
  const doc = schema.node("doc", null, [schema.node("headline"), ...Array.from({ length: blocks }, paragraph)]);
  const found = new BlockFindings();
  for (const block of doc.children.slice(1)) found.set(block, UNDERLINES);
  return { found, state: EditorState.create({ doc }) };
}

test("HS34 an edit leaves the findings of other blocks the same lists, however many there are", () => {
  const { found, state } = articleOf(500);
  const tr = state.tr.insertText("!", 12);
  found.follow(tr);
  const all = [...found.blocksIn(tr.doc)];
  expect(all.length).toBe(500);
  expect(all.filter(({ underlines }) => underlines === UNDERLINES).length).toBe(499);
  for (const { from, to, finding } of found.within(tr.doc)) expect(tr.doc.textBetween(from, to).replace("!", "")).toBe(finding.drawn);
});

test("HS33 a change of most of the article moves nothing: its blocks are checked again", () => {
  const { found, state } = articleOf(500);
  const { tr } = state;
  for (let i = 0; i < 500; i++) tr.insertText("!", 3 + i * (TEXT.length + 3));
  found.follow(tr);
  expect([...found.within(tr.doc)]).toEqual([]);
  expect([...found.within(state.doc)].length).toBe(500);
});

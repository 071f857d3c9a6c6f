import { EditorState } from "prosemirror-state";
import { expect, test } from "vitest";
import { flatOf, posOf } from "../../../shared/article/model/flat.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import type { Target } from "../../../shared/notes/target.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { Ranges } from "../../layout/ranges.ts";
import { applyPlaces, NOWHERE, type KeptPlaces } from "./places.ts";
import { boundaryAt, rangeOfTarget, TargetPlaces } from "./target-places.ts";

const block = (type: string, text: string) => schema.node(type, null, text === "" ? [] : [schema.text(text)]);
const docOf = () =>
  schema.node("doc", null, [block("headline", "تیتر"), block("paragraph", "یکم"), block("paragraph", ""), block("figure", "عکس")]);
const threadOn = (target: Target, id = target) => ({ id, target }) as unknown as Thread;
const words = (doc: ReturnType<typeof docOf>, { from, to }: { from: number; to: number }) => doc.textBetween(from, to, "|");

test("NO32: headline and article are found without an anchor, a block and a picture by the boundary that begins them", () => {
  const doc = docOf();
  expect(words(doc, rangeOfTarget(doc, "headline", null)!)).toBe("تیتر");
  expect(rangeOfTarget(doc, "article", null)).toEqual({ from: 0, to: 0 });
  const [first, picture] = [boundaryAt(doc, posOf(doc, 6))!, boundaryAt(doc, doc.content.size - 2)!];
  expect(words(doc, rangeOfTarget(doc, "block", first)!)).toBe("یکم");
  const range = rangeOfTarget(doc, "picture", picture)!;
  expect(doc.nodeAt(range.from)?.type.name).toBe("figure");
  expect(doc.resolve(range.to).depth).toBe(0);
  expect(rangeOfTarget(doc, "block", null)).toBe(null);
});

test("NO32: the boundary of a block is one character of the body, also before an empty one; the headline has none", () => {
  const doc = docOf();
  for (let pos = 0; pos <= doc.content.size; pos++) {
    const index = doc.resolve(pos).index(0);
    const boundary = boundaryAt(doc, pos);
    if (index === 0 || index === doc.childCount) expect(boundary).toBe(null);
    else expect(flatOf(doc, boundary!.to) - flatOf(doc, boundary!.from)).toBe(1);
  }
});

test("NO32: a block keeps its note while all of its words are written anew, and loses it when it is joined to the one before", () => {
  const doc = docOf();
  const boundary = boundaryAt(doc, posOf(doc, 6))!;
  let state = EditorState.create({ doc });
  let places: KeptPlaces = { ...NOWHERE, found: Ranges.of([["t", boundary]]) };
  const apply = (tr: typeof state.tr) => {
    places = applyPlaces(tr, places);
    state = state.apply(tr);
  };
  const start = boundary.to;
  apply(state.tr.delete(start, start + 3));
  apply(state.tr.insertText("نو", start));
  apply(state.tr.insertText("!", boundary.from));
  const targets = new TargetPlaces();
  const threads = [threadOn("block", "t" as Target)];
  const placed = targets.of(places, threads, "range", state.doc);
  expect(words(state.doc, placed.found.get("t")!)).toBe("نو");
  expect(targets.of(places, threads, "range", state.doc)).toBe(placed);
  apply(state.tr.join(placed.found.get("t")!.from - 1));
  expect(places.orphans.has("t")).toBe(true);
  expect(targets.of(places, threads, "range", state.doc).found.size).toBe(0);
});

test("NO32: with notes on ranges alone nothing is copied", () => {
  const places = { ...NOWHERE };
  expect(new TargetPlaces().of(places, [threadOn("range")], "range", docOf())).toBe(places);
});

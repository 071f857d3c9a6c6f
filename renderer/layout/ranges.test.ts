import * as prng from "lib0/prng";
import { Slice } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { ReplaceStep, Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import { schema } from "../../shared/article/model/schema.ts";
import { runs, seed } from "../../tests/seed.ts";
import { JoinedRanges, Ranges } from "./ranges.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

const docOf = (length: number) => schema.node("doc", null, [schema.node("headline", null, schema.text("a".repeat(length)))]);

function some(gen: prng.PRNG, count: number, length: number): Map<string, Range> {
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const from = prng.int31(gen, 1, length);
      return [`${i}`, { from, to: Math.min(length + 1, from + prng.int31(gen, 0, 9)) }];
    }),
  );
}

/** Some letters more or less, in one to three places. */
function edited(gen: prng.PRNG, doc: ReturnType<typeof docOf>): Transform {
  const tr = new Transform(doc);
  for (let steps = prng.int31(gen, 1, 3); steps > 0; steps--) {
    const size = tr.doc.content.size - 1;
    const from = prng.int31(gen, 1, size);
    const to = prng.bool(gen) ? from : Math.min(size, from + prng.int31(gen, 0, 40));
    const slice = prng.bool(gen) ? new Slice(docOf(prng.int31(gen, 1, 5)).firstChild!.content, 0, 0) : Slice.empty;
    tr.step(new ReplaceStep(from, to, slice));
  }
  return tr;
}

test(
  `SU50 NO77: ranges stand after any edits where each alone would stand, in the order that they say (seed ${seed})`,
  { tags: "long" },
  () => {
    for (let run = 0; run < runs(100); run++) {
      const gen = prng.create(seed + run);
      let doc = docOf(600);
      let plain = some(gen, prng.int31(gen, 0, 200), 600);
      let ranges = Ranges.of(plain);
      for (let edit = 0; edit < 8; edit++) {
        const end = prng.bool(gen) ? 1 : -1;
        const { order } = ranges;
        const before = [...ranges].map(([id]) => id);
        const { mapping, doc: next } = edited(gen, doc);
        doc = next;
        plain = new Map([...plain].map(([id, { from, to }]) => [id, { from: mapping.map(from, 1), to: mapping.map(to, end) }]));
        const told = new Map<string, Range>();
        ranges = ranges.map(mapping.maps, end, (id, range) => told.set(id, range));
        for (const [id, range] of told) expect(range).toEqual(plain.get(id));
        if (prng.bool(gen)) {
          const changed = [...plain.keys()].filter(() => prng.int31(gen, 0, 20) === 0);
          const changes = new Map(
            changed.map((id) => [id, prng.int31(gen, 0, 4) === 0 ? null : { from: plain.get(id)!.from, to: plain.get(id)!.from + 3 }]),
          );
          const isGone = [...changes.values()].includes(null);
          if (!isGone && changes.size > 0) changes.set("new", { from: 5, to: 9 });
          for (const [id, range] of changes) if (range) plain.set(id, range);
          for (const [id, range] of changes) if (!range) plain.delete(id);
          ranges = ranges.with(changes);
        } else if (ranges.order === order) expect([...ranges].map(([id]) => id)).toEqual(before);
        expect(new Map(ranges)).toEqual(plain);
        expect(ranges.size).toBe(plain.size);
        for (const [id, range] of plain) expect([ranges.get(id), ranges.has(id)]).toEqual([range, true]);
        const froms = [...ranges].map(([, { from }]) => from);
        expect(froms).toEqual(froms.toSorted((a, b) => a - b));
        const [from, to] = [prng.int31(gen, 0, 300), prng.int31(gen, 300, 600)];
        const touching = [...plain].filter(([, range]) => range.from <= to && range.to >= from);
        expect(new Map(ranges.touching(from, to))).toEqual(new Map(touching));
      }
    }
  },
);

test("SU50 NO77: a letter looks at the ranges near it alone, and the order is known to stay", () => {
  const ranges = Ranges.of(Array.from({ length: 800 }, (_, i) => [`${i}`, { from: 10 * i + 1, to: 10 * i + 8 }]));
  const { tr } = EditorState.create({ doc: docOf(9000) });
  const looked: string[] = [];
  const mapped = ranges.map(tr.insertText("ب", 4004).mapping.maps, 1, (id) => looked.push(id));
  expect(looked.length).toBeLessThan(100);
  expect(mapped.order).toBe(ranges.order);
  expect([mapped.get("400"), mapped.get("399"), mapped.get("799")]).toEqual([
    { from: 4001, to: 4009 },
    { from: 3991, to: 3998 },
    { from: 7992, to: 7999 },
  ]);
  expect(mapped.with(new Map([["400", { from: 4001, to: 4009 }]]))).toBe(mapped);
  expect(mapped.with(new Map([["400", { from: 4001, to: 4010 }]])).order).not.toBe(ranges.order);
  expect(mapped.with(new Map([["400", null]])).order).not.toBe(ranges.order);
});

test("joined ranges are those of all parts, but for what is said instead", () => {
  const parts = [Ranges.of([["a", { from: 1, to: 3 }]]), Ranges.of([["b", { from: 4, to: 6 }]])];
  const joined = new JoinedRanges(
    parts,
    {},
    new Map([
      ["a", { from: 8, to: 9 }],
      ["b", null],
      ["c", { from: 2, to: 3 }],
    ]),
  );
  expect(new Map(joined)).toEqual(new Map(joined.touching(0, 9)));
  expect([joined.size, joined.get("a"), joined.has("b"), [...joined.touching(3, 3)], [...joined.keys()]]).toEqual([
    2,
    { from: 8, to: 9 },
    false,
    [["c", { from: 2, to: 3 }]],
    ["a", "c"],
  ]);
  expect(new JoinedRanges(parts, {}).size).toBe(2);
});

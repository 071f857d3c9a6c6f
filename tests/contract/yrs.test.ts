/**
 * Yrs, the Yjs of Rust, through its bindings `ywasm`: what it writes is shown here, what is written here it reads, and both may
 * edit at once. It counts UTF-16 units as Yjs does. Cutting a surrogate pair ends it with a panic, so it is never asked to.
 */
import * as prng from "lib0/prng";
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Yrs from "ywasm";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import {
  deleteSelection,
  insertFigure,
  insertSlice,
  moveBlockDown,
  moveBlockUp,
  setDirection,
  setKind,
  setLink,
  splitBlock,
  toggleIsolate,
  toggleMark,
  toggleScript,
  setRunLanguage,
} from "../../shared/article/commands/commands.ts";
import { flatLength } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { live } from "../newsroom/weather.ts";
import { chooseEdit, unitsOf } from "../fuzz/edits.ts";
import { alphabet } from "../fuzz/articles.ts";
import { seed } from "../seed.ts";

/** Of 32 bits, as Yjs makes them. */
const SHORT_IDS = [7, 2 ** 32 - 1] as const;
/** Of 53 bits, as newer versions make them. This one writes them, and cuts them off where it reads them. */
const LONG_IDS = [2 ** 40 + 3, Number.MAX_SAFE_INTEGER] as const;

/** One article in Yrs. */
class YrsArticle {
  readonly doc: Yrs.YDoc;
  readonly body: Yrs.YText;

  constructor(clientID: number) {
    this.doc = new Yrs.YDoc({ clientID });
    this.body = this.doc.getText("body");
  }

  insert(index: number, text: string, attributes?: Readonly<Record<string, unknown>>): void {
    this.body.insert(index, text, attributes, undefined);
  }

  embed(index: number, value: unknown): void {
    this.body.insertEmbed(index, value, undefined, undefined);
  }

  format(index: number, length: number, attributes: Readonly<Record<string, unknown>>): void {
    this.body.format(index, length, attributes, undefined);
  }

  /** Of a text; like Yjs it passes over the values of a list, and would end itself where too few letters are behind them. */
  delete(index: number, length: number): void {
    this.body.delete(index, length, undefined);
  }

  /** Of a list: whatever there is. */
  deleteValues(index: number, length: number): void {
    this.doc.getArray("body").delete(index, length, undefined);
  }

  /** As a list: each string is one value then. */
  insertValues(index: number, values: unknown[]): void {
    this.doc.getArray("body").insert(index, values, undefined);
  }

  get length(): number {
    return this.body.length(undefined);
  }

  map(name: string): unknown {
    return this.doc.getMap(name).toJson(undefined);
  }

  sendTo(editor: HeadlessEditor): void {
    editor.receive(Yrs.encodeStateAsUpdate(this.doc, Y.encodeStateVector(editor.doc)));
  }

  receiveFrom(doc: Y.Doc): void {
    Yrs.applyUpdate(this.doc, Y.encodeStateAsUpdate(doc, Yrs.encodeStateVector(this.doc)), null);
  }
}

/** The article as whoever opens it anew has it. */
function opened({ doc }: HeadlessEditor): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** What an editor shows is its body, all that Yrs counts, if it holds the same, and what anybody sees who opens it anew. */
function check(editor: HeadlessEditor, yrs?: YrsArticle): void {
  editor.state.doc.check();
  expect(editor.state.doc.toJSON()).toEqual(projectBody(editor.body).toJSON());
  expect(editor.state.doc.toJSON()).toEqual(projectBody(bodyOf(opened(editor))).toJSON());
  if (yrs) expect(flatLength(editor.state.doc)).toBe(yrs.length);
}

/** A map as Yrs has it: bytes are lists of numbers. */
const entriesOf = ({ doc }: HeadlessEditor, name: string): unknown =>
  Object.fromEntries([...doc.getMap(name).entries()].map(([key, value]) => [key, value instanceof Uint8Array ? [...value] : value]));

/** The values of an editor's atoms, in order. */
function atomsOf({ state: { doc } }: HeadlessEditor): unknown[] {
  const values: unknown[] = [];
  doc.descendants((node) => {
    if (node.type.name === "atom") values.push(node.attrs["value"]);
  });
  return values;
}

const select = (editor: HeadlessEditor, from: number, to: number): void => {
  const { doc, tr } = editor.state;
  editor.binding.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))));
};

function caretIn(editor: HeadlessEditor, block: number): void {
  let pos = 1;
  for (let i = 0; i < block; i++) pos += editor.state.doc.child(i).nodeSize;
  select(editor, pos, pos);
}

const kinds = ({ state: { doc } }: HeadlessEditor): string[] => Array.from({ length: doc.childCount }, (_, i) => doc.child(i).type.name);

const VALUES: readonly (readonly [given: unknown, shown: unknown])[] = [
  ["abc\n", "abc\n"],
  ["", ""],
  [7, 7],
  [-1.5, -1.5],
  [2 ** 53, 2 ** 53],
  [true, true],
  [false, false],
  [null, null],
  [undefined, null],
  [
    [1, "x", [null]],
    [1, "x", [null]],
  ],
  [
    { a: 1, b: { c: "\u{20000}" } },
    { a: 1, b: { c: "\u{20000}" } },
  ],
  [new Uint8Array([1, 2]), { 0: 1, 1: 2 }],
];

const TYPES: readonly (readonly [make: () => unknown, shown: unknown])[] = [
  [() => new Yrs.YMap({ a: 1 }), { type: "YMap" }],
  [() => new Yrs.YArray([1, "x"]), { type: "YArray" }],
  [() => new Yrs.YText("inside"), { type: "YText" }],
  [() => new Yrs.YXmlText("inside", undefined), { type: "YXmlText" }],
  [() => new Yrs.YXmlElement("p", undefined, undefined), { type: "YXmlElement" }],
  [() => new Yrs.YDoc({ guid: "inside" }), { document: "inside" }],
];

describe.each([...SHORT_IDS, ...LONG_IDS])("Yrs with client ID %i", (client) => {
  test.each(["live", "anew"])("AM14 BA2: all that it writes is shown, %s", (how) => {
    const [yrs, editor] = [new YrsArticle(client), new HeadlessEditor("Sara", 3)];
    const isLive = how === "live";
    const step = (write: () => void): void => {
      write();
      if (isLive) {
        yrs.sendTo(editor);
        check(editor, yrs);
      }
    };
    // Without it the formats of a `\n` would count, as they did in the older form (BA4).
    yrs.doc.getMap("blocks").set("form", 2, undefined);
    step(() => yrs.insert(0, "تیتر\nیک\u200Cدو \u{1F600}\n\u2028سه\r"));
    step(() => yrs.insert(yrs.length, "\nچهار", { bold: true, kind: "heading", colour: "red" }));
    const shown: unknown[] = [];
    for (const [given, value] of VALUES) {
      step(() => yrs.embed(2, given));
      shown.unshift(value);
    }
    for (const [given, value] of VALUES) {
      if (given === undefined) continue;
      step(() => yrs.insertValues(2, [given]));
      shown.unshift(value);
    }
    for (const [make, value] of TYPES) {
      step(() => yrs.embed(2, make()));
      shown.unshift(value);
    }
    step(() => yrs.insertValues(2, ["متن", 3, null]));
    shown.unshift("متن", 3, null);
    step(() => yrs.format(0, 6, { link: "https://a.example", italic: true }));
    if (!isLive) yrs.sendTo(editor);
    check(editor, yrs);
    expect(atomsOf(editor)).toEqual(shown);
    const texts = Array.from({ length: editor.state.doc.childCount }, (_, i) => editor.state.doc.child(i)).map((block) => [
      block.type.name,
      block.textBetween(0, block.content.size, null, (leaf) => (leaf.type.name === "line_break" ? "|" : "")),
    ]);
    expect(texts).toEqual([
      ["headline", "تیتر"],
      ["paragraph", "یک\u200Cدو \u{1F600}"],
      ["paragraph", "|سه|"],
      ["paragraph", "چهار"],
    ]);

    step(() => yrs.deleteValues(1, shown.length + 2));
    step(() => yrs.delete(1, 1));
    if (!isLive) yrs.sendTo(editor);
    check(editor, yrs);
    expect(atomsOf(editor)).toEqual([]);
    expect(editor.state.doc.firstChild!.textContent).toBe("ت");
  });

  test("AM14: what it embedded is moved, deleted and brought back here", () => {
    const [yrs, editor] = [new YrsArticle(client), new HeadlessEditor("Sara", 3)];
    yrs.insert(0, "تیتر\nیک\nدو که درازتر است");
    for (const [given] of VALUES) yrs.embed(6, given);
    yrs.sendTo(editor);
    const read = (): void => {
      if (client < 2 ** 32) yrs.receiveFrom(editor.doc);
      check(editor, client < 2 ** 32 ? yrs : undefined);
    };
    const before = editor.state.doc;
    const block = before.child(0).nodeSize;
    select(editor, block + 1, block + 1);
    editor.run(moveBlockDown);
    read();
    expect(editor.state.doc.child(2).content.eq(before.child(1).content)).toBe(true);
    editor.binding.undo();
    expect(editor.state.doc.eq(before)).toBe(true);
    select(editor, block + 1, block + 3 + VALUES.length);
    editor.run(deleteSelection);
    read();
    expect(atomsOf(editor)).toEqual([]);
    editor.binding.undo();
    read();
    expect(editor.state.doc.eq(before)).toBe(true);
  });

  test("BA1 BA3: what is said here of a block that it wrote is seen in another editor that is open, also once the block is moved", () => {
    const yrs = new YrsArticle(client);
    const editors = [new HeadlessEditor("Sara", 3), new HeadlessEditor("Omid", 4)] as const;
    const [sara, omid] = editors;
    yrs.insert(0, "تیتر\nیک\nدو که درازتر است");
    for (const editor of editors) yrs.sendTo(editor);
    new SimulatedNewsroom(editors, live).begin();
    caretIn(sara, 1);
    for (const kind of ["lead", "heading"] as const) {
      sara.run(setKind(kind));
      expect(kinds(omid)).toEqual(["headline", kind, "paragraph"]);
    }
    sara.run(moveBlockDown);
    expect(kinds(omid)).toEqual(["headline", "paragraph", "heading"]);
    caretIn(omid, 2);
    omid.run(setKind("quote"));
    sara.binding.undo();
    for (const editor of editors) {
      expect(kinds(editor)).toEqual(["headline", "quote", "paragraph"]);
      check(editor);
    }
  });

  test("NO1 NO2 LN3: a note on its words goes with them", () => {
    const [yrs, editor] = [new YrsArticle(client), new HeadlessEditor("Sara", 3)];
    yrs.insert(0, "تیتر\nیک دو\nسه که درازتر است");
    yrs.sendTo(editor);
    const anchor = anchorOf(editor.body, 8, 10);
    const noted = (): string | null => {
      const [place] = resolveAnchors(editor.body, [anchor]);
      return place?.state === "found" ? unitsOf(editor.body).slice(place.from, place.to) : null;
    };
    const block = editor.state.doc.child(0).nodeSize;
    select(editor, block + 1, block + 1);
    for (const act of [() => void editor.run(moveBlockDown), () => void editor.binding.undo(), () => void editor.binding.redo()]) {
      act();
      expect(noted()).toBe("دو");
    }
  });
});

test("AM2 AM3 BA1 LN1: it reads what is written here, and gives it back as it was", () => {
  const editor = new HeadlessEditor("Sara", 3);
  const type = (text: string): void => editor.binding.dispatch(editor.state.tr.insertText(text));
  type("تیتر \u{1F600}");
  for (const [kind, attrs] of [
    ["lead", {}],
    ["heading", { level: 3 }],
    ["quote", {}],
    ["item", { list: "number", indent: 2 }],
    ["divider", {}],
    ["paragraph", {}],
  ] as const) {
    editor.run(splitBlock);
    type(`متن ${kind}`);
    editor.run(setKind(kind, attrs));
  }
  editor.run(setDirection("ltr"));
  editor.run(insertFigure({ src: "https://a.example/1.png", alt: "آ", credit: "ب" }));
  select(editor, 2, 4);
  for (const mark of ["bold", "italic", "underline", "strike", "code"] as const) editor.run(toggleMark(mark));
  editor.run(toggleScript("super"));
  editor.run(setRunLanguage("ar"));
  editor.run(setLink("https://b.example"));
  editor.run(toggleIsolate);
  insertSlice(
    new Slice(
      Fragment.from([schema.text("x"), schema.node("line_break"), ...VALUES.map(([, value]) => schema.node("atom", { value }))]),
      0,
      0,
    ),
  )(editor.state, (tr) => editor.binding.dispatch(tr));
  select(editor, 30, 30);
  for (const act of [
    () => editor.run(moveBlockUp),
    () => editor.run(moveBlockUp),
    () => editor.binding.undo(),
    () => editor.run(deleteSelection),
    () => editor.binding.undo(),
    () => editor.binding.redo(),
  ])
    act();
  expect(articleOf(editor.doc).lineage.isEmpty).toBe(false);

  const yrs = new YrsArticle(8);
  yrs.receiveFrom(editor.doc);
  check(editor, yrs);
  const delta = yrs.body.toDelta(undefined, undefined, undefined, undefined) as { insert: unknown; attributes?: unknown }[];
  // It does not merge what follows one another, as Yjs does.
  const characters = (ops: typeof delta) =>
    ops.flatMap(({ insert, attributes }) =>
      (typeof insert === "string" ? insert.split("") : [insert ?? null]).map((one) => [one, attributes ?? {}]),
    );
  expect(characters(delta)).toEqual(characters(editor.body.toDelta() as typeof delta));
  for (const name of ["blocks", "lineage"]) expect(yrs.map(name)).toEqual(entriesOf(editor, name));

  const copy = new Y.Doc();
  Y.applyUpdate(copy, Yrs.encodeStateAsUpdate(yrs.doc, undefined));
  expect(projectBody(bodyOf(copy)).toJSON()).toEqual(editor.state.doc.toJSON());
  expect([...copy.getMap("lineage").keys()].toSorted()).toEqual([...editor.doc.getMap("lineage").keys()].toSorted());
});

test(`AM12 AM14 AM15: it edits at the same time as two editors, and all three hold the same, without a repair (seed ${seed})`, () => {
  for (let run = 0; run < 40; run++) {
    const gen = prng.create(seed + run);
    const fresh = alphabet();
    const yrs = new YrsArticle(prng.oneOf(gen, [...SHORT_IDS]));
    const editors = [new HeadlessEditor("Sara", prng.int31(gen, 100, 1e6)), new HeadlessEditor("Omid", prng.int31(gen, 100, 1e6))];
    const exchange = (editor: HeadlessEditor): void => {
      yrs.receiveFrom(editor.doc);
      yrs.sendTo(editor);
      expect(editor.state.doc.eq(projectBody(editor.body))).toBe(true);
    };
    for (let step = 0; step < 40; step++) {
      const dice = prng.int31(gen, 0, 9);
      const editor = prng.oneOf(gen, editors);
      if (dice < 4) writeSomething(yrs, gen, fresh);
      else if (dice < 8) {
        const edit = chooseEdit(gen);
        // Yrs ends itself where a surrogate pair is cut.
        if (!edit.name.startsWith("another program")) edit.run(editor, gen, fresh);
      } else exchange(editor);
    }
    for (const editor of [...editors, ...editors]) exchange(editor);
    for (const editor of editors) check(editor, yrs);
    expect(editors[0]!.state.doc.toJSON()).toEqual(editors[1]!.state.doc.toJSON());
    for (const name of ["blocks", "lineage"]) expect(yrs.map(name)).toEqual(entriesOf(editors[0]!, name));
  }
}, 120_000);

/** Any edit at any place that cuts no surrogate pair. */
function writeSomething(yrs: YrsArticle, gen: prng.PRNG, fresh: (length: number) => string): void {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Yrs.encodeStateAsUpdate(yrs.doc, undefined));
  const units = unitsOf(bodyOf(copy));
  const place = (most: number): number => {
    const index = prng.int31(gen, 0, most);
    return /[\uDC00-\uDFFF]/.test(units.charAt(index)) ? index - 1 : index;
  };
  const [one, other] = [place(units.length), place(units.length)];
  const [from, to] = [Math.min(one, other), Math.min(Math.max(one, other), units.length)];
  switch (prng.int31(gen, 0, 5)) {
    case 0:
      return yrs.insert(one, fresh(2));
    case 1:
      return yrs.insert(one, `${fresh(1)}\n`, prng.bool(gen) ? { bold: true, kind: "quote" } : undefined);
    case 2:
      return yrs.embed(
        one,
        prng.oneOf(
          gen,
          VALUES.map(([given]) => given),
        ),
      );
    case 3:
      return yrs.insertValues(one, [
        prng.oneOf(
          gen,
          VALUES.map(([given]) => given ?? null),
        ),
        "x\ny",
      ]);
    case 4:
      return to > from ? yrs.format(from, to - from, prng.bool(gen) ? { bold: true } : { italic: null, dir: "ltr" }) : undefined;
    default: {
      const end = Math.min(to, from + 6);
      const whole = /[\uDC00-\uDFFF]/.test(units.charAt(end)) ? end + 1 : end;
      if (whole === from) return undefined;
      return units.slice(from, whole).includes("\uFFFC") ? yrs.deleteValues(from, whole - from) : yrs.delete(from, whole - from);
    }
  }
}

/** What is placed and drawn of real suggestions: the binding writes them, without a view. */
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import {
  deleteForward,
  indent,
  insertFootnote,
  moveBlockDown,
  outdent,
  setKind,
  splitBlock,
  toggleList,
  toggleMark,
} from "../../shared/article/commands/commands.ts";
import { articleOf, type Article } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { footnotesOf } from "../../shared/article/model/footnotes.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { ArticleBinding } from "../../shared/article/sync/binding.ts";
import { footnoteRemoval } from "../../shared/article/sync/footnote-removal.ts";
import { BlockIndex } from "./block-index.ts";
import { decorationsOf, type DecorationSpec } from "./decorations.ts";
import { changedIn } from "./dirty.ts";
import { place, type Placed } from "./placed.ts";
import { applySuggestions, NOTHING_SUGGESTED, suggestionKey, type SuggestionState } from "./suggestion-state.ts";

const TEXT = ["تیتر", "رودخانه دیشب بالا آمد.", "کسی نخوابید.", "پایان"].join("\n");

class Desk {
  readonly doc: Y.Doc;
  readonly article: Article;
  readonly binding: ArticleBinding;
  readonly dirty: (ReadonlySet<string> | "all")[] = [];
  state: EditorState;

  constructor(doc?: Y.Doc) {
    this.doc = doc ?? new Y.Doc();
    this.article = articleOf(this.doc);
    if (!doc) bodyOf(this.doc).insert(0, TEXT);
    this.state = EditorState.create({ doc: projectBody(bodyOf(this.doc)), plugins: [footnoteRemoval()] });
    const host = {
      get state() {
        return desk.state;
      },
      updateState: (state: EditorState) => void (desk.state = state),
    };
    // oxlint-disable-next-line typescript/no-this-alias, consistent-this -- The host's state is the desk's.
    const desk = this;
    this.binding = new ArticleBinding(this.doc, host, (error) => {
      throw error;
    });
    this.binding.isSuggesting = true;
    this.doc.on("afterTransaction", (transaction) => this.dirty.push(changedIn(transaction, this.article)));
  }

  get blocks(): BlockIndex {
    return new BlockIndex(this.state.doc);
  }

  /** Selects a phrase, from `from` characters in it on. */
  select(phrase: string, from = 0): void {
    const at = bodyOf(this.doc).toJSON().indexOf(phrase);
    const { doc } = this.state;
    const [anchor, head] = [posOf(doc, at + from), posOf(doc, at + phrase.length)];
    this.binding.dispatch(this.state.tr.setSelection(TextSelection.create(doc, anchor, head)));
  }

  type(text: string): void {
    this.binding.dispatch(this.state.tr.insertText(text));
  }

  run(command: Command): void {
    command(this.state, (tr) => this.binding.dispatch(tr));
  }

  placed(): Placed[] {
    const { suggestions } = this.article;
    const places = { suggestions, blocks: this.blocks, placesOf: this.binding.placesOf.bind(this.binding) };
    return suggestions.open().flatMap((one) => place(one, places) ?? []);
  }

  words({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.state.doc.textBetween(from, to, "|");
  }
}

test("SU32: a replaced word is one suggestion, with the old and the new word", () => {
  const desk = new Desk();
  desk.select("دیشب");
  desk.type("امروز");
  const [one, ...others] = desk.placed();
  expect(others).toEqual([]);
  expect(one!.changes).toEqual([{ type: "replaced", before: "دیشب", after: "امروز" }]);
  expect(desk.words(one!.range)).toBe("دیشبامروز");
  expect(
    decorationsOf(one!, desk.blocks, "#006080", true).map(({ from, to, spec }) => [
      desk.words({ from, to }),
      (spec as DecorationSpec).look.split(" ")[0],
    ]),
  ).toEqual([
    ["امروز", "suggested-inserted"],
    ["دیشب", "suggested-struck"],
  ]);
});

test("SU30: a list that is suggested is previewed, bulleted or numbered", () => {
  for (const [list, look] of [
    ["bullet", "preview-bulleted"],
    ["number", "preview-numbered"],
  ] as const) {
    const desk = new Desk();
    desk.select("پایان");
    desk.run(setKind("item", { list }));
    const drawn = desk.placed().flatMap((one) => decorationsOf(one, desk.blocks, "#006080", true));
    expect(drawn.map(({ spec }) => (spec as DecorationSpec).look).join()).toContain(look);
  }
});

test("SU60: the level of a list that is suggested moves as part of its suggestion, in and out again, and undo takes each step back", () => {
  const desk = new Desk();
  const { binding } = desk;
  desk.select("پایان");
  const tab = (by: 1 | -1): boolean => binding.moveSuggestedLevels(by, [desk.state.selection.$from.before(1)]);
  expect(tab(1)).toBe(false);
  desk.run(setKind("item", { list: "number" }));
  const levels: unknown[] = [];
  for (const by of [-1, 1, 1, -1] as const) {
    expect(tab(by)).toBe(true);
    levels.push(desk.placed().map(({ marks }) => marks.findLast((mark) => mark.type === "block" && mark.name === "indent")));
  }
  expect(levels).toMatchObject([[undefined], [{ value: 1 }], [{ value: 2 }], [{ value: 1 }]]);
  binding.undo();
  binding.isSuggesting = false;
  // Nothing is changed directly by it, nor suggested.
  expect(tab(1)).toBe(true);
  const [one, ...others] = desk.placed();
  expect(others).toEqual([]);
  binding.decide("accepted", [one!.id]);
  expect(desk.state.doc.lastChild!.attrs).toMatchObject({ list: "number", indent: 2 });
  expect(tab(1)).toBe(false);
});

test("SU61: a card says which kind of list, and which level; the level is previewed in the text", () => {
  const desk = new Desk();
  desk.select("پایان");
  desk.run(setKind("item", { list: "number" }));
  desk.binding.moveSuggestedLevels(1, [desk.state.selection.$from.before(1)]);
  const [one] = desk.placed();
  expect(one!.changes).toEqual([
    { type: "kind", before: "paragraph", after: "numbered" },
    { type: "level", before: 0, after: 1 },
  ]);
  const styles = (): string => JSON.stringify(desk.placed().map((placed) => decorationsOf(placed, desk.blocks, "#006080", true)));
  expect(styles()).toContain("--preview-level: 1");
  desk.binding.decide("accepted", [one!.id]);
  desk.run(outdent);
  expect(desk.placed().flatMap(({ changes }) => changes)).toEqual([{ type: "level", before: 1, after: 0 }]);
  expect(styles()).toContain("--preview-level: 0");
  desk.binding.undo();
  desk.run(toggleList("bullet"));
  expect(desk.placed().flatMap(({ changes }) => changes)).toEqual([{ type: "kind", before: "numbered", after: "bulleted" }]);
  desk.binding.undo();
  desk.run(setKind("paragraph"));
  expect(desk.placed().flatMap(({ changes }) => changes)).toEqual([{ type: "kind", before: "numbered", after: "paragraph" }]);
  expect(styles()).not.toContain("--preview-level");
});

test("SU60: an item whose level is suggested moves on from there, also where another person suggested it", () => {
  const desk = new Desk();
  desk.binding.isSuggesting = false;
  desk.select("پایان");
  desk.run(setKind("item", { list: "bullet" }));
  desk.binding.isSuggesting = true;
  desk.run(indent);
  const colleague = new Y.Doc();
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(desk.doc));
  const other = new Desk(colleague);
  other.select("پایان");
  expect(other.binding.moveSuggestedLevels(1, [other.state.selection.$from.before(1)])).toBe(true);
  const changes = other.placed().map(({ marks }) => marks);
  expect(changes).toMatchObject([[{ name: "indent", value: 1 }], [{ name: "indent", value: 2 }]]);
});

test("SU59: a block that is moved is said to be moved, and a word that is typed anew in its place replaced", () => {
  const desk = new Desk();
  desk.select("کسی");
  desk.run(moveBlockDown);
  expect(desk.placed().map(({ changes }) => changes)).toEqual([[{ type: "moved", text: "پایان" }]]);
  const other = new Desk();
  other.select("دیشب");
  other.type("دیشب");
  expect(other.placed().map(({ changes }) => changes)).toEqual([[{ type: "replaced", before: "دیشب", after: "دیشب" }]]);
});

test("SU32: splits, joins, kinds and forms of letters are said as such", () => {
  const desk = new Desk();
  desk.select("دیشب بالا", "دیشب ".length + 4);
  desk.run(splitBlock);
  desk.select("کسی نخوابید.", "کسی نخوابید.".length);
  desk.run(deleteForward);
  desk.select("کسی");
  desk.run(toggleMark("bold"));
  desk.select("پایان", 3);
  desk.run(setKind("heading", { level: 2 }));
  const changes = desk.placed().flatMap((one) => one.changes);
  expect(changes).toContainEqual({ type: "split", count: 1 });
  expect(changes).toContainEqual({ type: "joined", count: 1 });
  expect(changes).toContainEqual({ type: "text", name: "bold", value: true, text: "کسی" });
  expect(changes).toContainEqual({ type: "kind", before: "paragraph", after: "heading2" });
  const looks = desk
    .placed()
    .flatMap((one) =>
      decorationsOf(one, desk.blocks, "#006080", true).map(({ spec }) => (spec as DecorationSpec).look.split("--")[0]!.trim()),
    );
  expect(looks.toSorted()).toEqual(
    [
      "suggested-boundary-inserted",
      "suggested-boundary-struck",
      "suggested-form preview-bold",
      "suggested-block-form preview-heading2",
      "suggested-block-form",
    ].toSorted(),
  );
});

test("SU32 FN8: a footnote is said as one, with its words, and what refers to one alone as that", () => {
  const desk = new Desk();
  const changes = () => desk.placed().map((one) => one.changes);
  desk.select("بالا", 4);
  desk.run(insertFootnote);
  expect(changes()).toEqual([[{ type: "insertedFootnote", text: "" }]]);
  desk.type("به گفتهٔ شاهدان");
  expect(changes()).toEqual([[{ type: "insertedFootnote", text: "به گفتهٔ شاهدان" }]]);
  desk.binding.decide("accepted", [desk.placed()[0]!.id]);
  const { pos, node } = footnotesOf(desk.state.doc).references[0]!;
  desk.binding.dispatch(desk.state.tr.insert(3, node));
  expect(changes()).toEqual([[{ type: "insertedReference" }]]);
  desk.binding.decide("refused", [desk.placed()[0]!.id]);
  // With the word before it.
  desk.binding.dispatch(desk.state.tr.delete(pos - 4, pos + 1));
  expect(changes()).toEqual([
    [
      { type: "struck", text: "بالا" },
      { type: "struckFootnote", text: "به گفتهٔ شاهدان" },
    ],
  ]);
});

test("SU35: a letter typed at the end of an own suggestion is drawn as part of it by the same transaction", () => {
  const desk = new Desk();
  desk.select("کسی", 3);
  desk.type("،");
  const [one] = desk.placed();
  const decorations = decorationsOf(one!, desk.blocks, "#006080", true);
  const tr = desk.state.tr.setMeta(suggestionKey, { renewed: new Map([[one!.id, { range: one!.range, decorations }]]) });
  const before: SuggestionState = applySuggestions(tr, NOTHING_SUGGESTED);
  const typed = desk.state.tr.insertText("ب");
  const after = applySuggestions(typed, before);
  expect(after.decorations.find().map(({ from, to }) => typed.doc.textBetween(from, to))).toEqual(["،ب"]);
  expect([...after.touched]).toEqual([one!.id]);
  const range = after.ranges.get(one!.id)!;
  expect(typed.doc.textBetween(range.from, range.to)).toBe("،ب");
});

test("SU35: only the suggestions that a change concerns are placed anew", () => {
  const desk = new Desk();
  for (const phrase of ["دیشب", "نخوابید"]) {
    desk.select(phrase);
    desk.type("امروز");
  }
  const [first] = desk.placed();
  desk.dirty.length = 0;
  desk.select("پایان", 5);
  desk.type("!");
  const [third] = desk.placed().filter(({ changes }) => changes[0]?.type === "inserted");
  expect(desk.dirty.flatMap((ids) => (ids === "all" ? ids : [...ids]))).toContain(third!.id);
  expect(desk.dirty.flatMap((ids) => (ids === "all" ? ids : [...ids]))).not.toContain(first!.id);
  desk.dirty.length = 0;
  desk.binding.isSuggesting = false;
  desk.type("؟");
  expect(desk.dirty.flatMap((ids) => (ids === "all" ? ids : [...ids]))).toEqual([]);
  desk.dirty.length = 0;
  desk.binding.decide("accepted", [first!.id]);
  expect(desk.dirty.flatMap((ids) => (ids === "all" ? ids : [...ids]))).toContain(first!.id);
  expect([...articleOf(desk.doc).suggestions.open(new Set([first!.id]))]).toEqual([]);
});

function looks(state: SuggestionState): string[] {
  return state.decorations.find().map(({ from, to, spec }) => `${from}-${to} ${(spec as DecorationSpec).look}`);
}

test("SU30: of several suggestions that are placed at once, in whatever order, each boundary is drawn", () => {
  const desk = new Desk();
  for (const end of ["رودخانه دیشب بالا آمد.", "کسی نخوابید.", "پایان"]) {
    desk.select(end, end.length);
    desk.run(splitBlock);
  }
  const placed = desk.placed().toSorted((a, b) => a.range.from - b.range.from);
  expect(placed).toHaveLength(3);
  const draw = (all: readonly Placed[], before: SuggestionState): SuggestionState => {
    const renewed = new Map(
      all.map((one) => [one.id, { range: one.range, decorations: decorationsOf(one, desk.blocks, "#006080", false) }]),
    );
    return applySuggestions(desk.state.tr.setMeta(suggestionKey, { renewed }), before);
  };
  const drawn = looks(draw(placed, NOTHING_SUGGESTED));
  expect(drawn.filter((look) => look.includes("suggested-boundary-inserted"))).toHaveLength(3);
  const again = looks(draw(placed.slice(1).toReversed(), draw(placed, NOTHING_SUGGESTED)));
  expect(again.toSorted()).toEqual(drawn.toSorted());
});

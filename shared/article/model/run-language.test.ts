import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { HeadlessEditor } from "../../../tests/newsroom/headless-editor.ts";
import { compareArticles } from "../../compare/compare.ts";
import { htmlBody } from "../../export/html.ts";
import { markdown } from "../../export/markdown.ts";
import { importMarkdown } from "../../import/markdown.ts";
import { languageAt, setNextLanguage, setRunLanguage } from "../commands/commands.ts";
import { projectBody } from "../projection/project.ts";
import { runLanguageOf } from "./language.ts";
import { schema } from "./schema.ts";

const lang = (value: unknown) => [schema.mark("lang", { value })];
const article = (...content: Node[]): Node =>
  schema.node("doc", null, [schema.node("headline", null, schema.text("تیتر")), schema.node("paragraph", null, content)]);
const stateOf = (doc: Node, from: number, to = from): EditorState =>
  EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
const after = (state: EditorState, command: Command): EditorState => {
  let next = state;
  command(state, (tr) => (next = state.apply(tr)));
  return next;
};
/** Runs of the paragraph, with what is said of each. */
const runsOf = (doc: Node): string[] =>
  doc
    .child(1)
    .children.map(({ text, marks }) => `${text}${marks.map(({ type, attrs }) => ` ${type.name}=${String(attrs["value"])}`).join("")}`);
/** Where the paragraph's text begins. */
const START = 7;

test("BD43: a run is in one of a newsroom's languages, whatever the region, or in any other that a tag names", () => {
  expect(["ar", "ar-SA", "FA", "ur-Aran", "he-IL", "en-GB", "ku-Arab-IQ"].map(runLanguageOf)).toEqual([
    "ar",
    "ar",
    "fa",
    "ur",
    "he",
    "en",
    "ckb",
  ]);
  expect(["fr-CA", "ku", "fa-Latn", "ar-Latn", "ps"].map(runLanguageOf)).toEqual(["fr-CA", "ku", "fa-Latn", "ar-Latn", "ps"]);
  expect([null, undefined, true, 7, "", "klingon", { ar: 1 }, "ar\n"].map(runLanguageOf)).toEqual(Array.from({ length: 8 }, () => null));
});

test("BD43: one says the language of what is selected, and takes it off again", () => {
  const doc = article(schema.text("گفت: قال الرئيس."));
  let state = stateOf(doc, START + 5, START + 15);
  expect(languageAt(state)).toEqual({ of: "run", said: null });
  state = after(state, setRunLanguage("ar"));
  expect(runsOf(state.doc)).toEqual(["گفت: ", "قال الرئيس lang=ar", "."]);
  expect(languageAt(state)).toEqual({ of: "run", said: "ar" });
  state = after(state, setRunLanguage("he"));
  expect(runsOf(state.doc)).toEqual(["گفت: ", "قال الرئيس lang=he", "."]);
  state = after(state, setRunLanguage(null));
  expect(state.doc.eq(doc)).toBe(true);
  expect(setRunLanguage(null)(state)).toBe(false);
});

test("BD43: at a caret the language is that of the run around it, all of which one says it of; elsewhere of what is typed next", () => {
  const bold = schema.mark("bold").addToSet(lang("ar"));
  const doc = article(schema.text("گفت "), schema.text("قال ", lang("ar")), schema.text("الرئيس", bold), schema.text(" شلوم", lang("he")));
  for (const at of [5, 8, 9, 13]) {
    const state = stateOf(doc, START + at);
    expect(languageAt(state), `at ${at}`).toEqual({ of: "run", said: "ar" });
    expect(runsOf(after(state, setRunLanguage("ur")).doc)).toEqual(["گفت ", "قال  lang=ur", "الرئيس bold=true lang=ur", " شلوم lang=he"]);
    expect(runsOf(after(state, setRunLanguage(null)).doc)).toEqual(["گفت قال ", "الرئيس bold=true", " شلوم lang=he"]);
  }
  const outside = stateOf(doc, START + 2);
  expect(languageAt(outside)).toEqual({ of: "block", said: null });
  const typing = after(outside, setRunLanguage("ar"));
  expect(languageAt(typing)).toEqual({ of: "block", said: null, next: { said: "ar" } });
  expect(runsOf(typing.apply(typing.tr.insertText("ل")).doc)[1]).toBe("ل lang=ar");
  expect(languageAt(after(typing, setRunLanguage(null)))).toEqual({ of: "block", said: null });
  // At its end one goes on in it.
  const end = stateOf(doc, START + 14);
  expect(runsOf(end.apply(end.tr.insertText("ی")).doc)[2]).toBe("الرئيسی bold=true lang=ar");
});

test("BD47: at any caret a language is said of what is typed next, also to leave a run", () => {
  const doc = article(schema.text("گفت "), schema.text("قال", lang("ar")));
  const end = stateOf(doc, START + 7);
  const left = after(end, setNextLanguage(null));
  expect(languageAt(left)).toEqual({ of: "run", said: "ar", next: { said: null } });
  expect(runsOf(left.apply(left.tr.insertText("ی")).doc)).toEqual(["گفت ", "قال lang=ar", "ی"]);
  const inside = after(stateOf(doc, START + 5), setNextLanguage("he"));
  expect(runsOf(inside.apply(inside.tr.insertText("ש")).doc)).toEqual(["گفت ", "ق lang=ar", "ש lang=he", "ال lang=ar"]);
  // The run is still what one says a language of.
  expect(runsOf(after(inside, setRunLanguage("ur")).doc)).toEqual(["گفت ", "قال lang=ur"]);
  expect(languageAt(after(stateOf(doc, 2), setNextLanguage("ar")))).toEqual({ of: null, said: null, next: { said: "ar" } });
  expect(setNextLanguage("ar")(stateOf(doc, START, START + 2))).toBe(false);
  expect(setNextLanguage(null)(stateOf(doc, START + 1))).toBe(false);
});

test("BD43: words of the headline can be in a language, and several blocks or a whole one are said theirs", () => {
  const doc = article(schema.text("متن"));
  expect(languageAt(stateOf(doc, 2))).toEqual({ of: null, said: null });
  expect(languageAt(stateOf(doc, 1, 5))).toEqual({ of: "run", said: null });
  expect(languageAt(stateOf(doc, START, START + 3))).toEqual({ of: "block", said: null });
  expect(languageAt(stateOf(doc, 2, START + 2))).toEqual({ of: "block", said: null });
  expect(languageAt(stateOf(article(schema.text("mot", lang("fr"))), START, START + 3))).toEqual({ of: "run", said: "fr" });
});

test("BD43: it is a format of the text for all who have the article; a value that names no language is kept, and says nothing", () => {
  const [sara, omid] = [new HeadlessEditor("سارا", 7), new HeadlessEditor("امید", 8)];
  sara.doc.getText("body").insert(0, "تیتر\nگفت قال الرئيس");
  Y.applyUpdate(omid.doc, Y.encodeStateAsUpdate(sara.doc));
  const { state } = sara;
  sara.binding.dispatch(state.tr.setSelection(TextSelection.create(state.doc, START + 4, START + 14)));
  sara.run(setRunLanguage("ar"));
  omid.doc.getText("body").insert(15, "ـ");
  Y.applyUpdate(omid.doc, Y.encodeStateAsUpdate(sara.doc));
  Y.applyUpdate(sara.doc, Y.encodeStateAsUpdate(omid.doc));
  for (const { doc } of [sara, omid]) expect(runsOf(projectBody(doc.getText("body")))[1]).toBe("قال الـرئيس lang=ar");
  sara.binding.undo();
  expect(runsOf(sara.state.doc)).toEqual(["گفت قال الـرئيس"]);
  sara.doc.getText("body").format(5, 3, { lang: { ar: true } });
  expect(sara.state.doc.child(1).firstChild!.marks[0]!.attrs["value"]).toEqual({ ar: true });
  expect(htmlBody(sara.state.doc, "fa")).toBe("<p>گفت قال الـرئيس</p>");
});

test("BD44: HTML and Markdown say it; a comparison tells of it", () => {
  const said = article(
    schema.text("گفت "),
    schema.text("قال ", lang("ar")),
    schema.text("<Le>", lang("fr-CA")),
    schema.text("x", lang("no tag")),
  );
  expect(htmlBody(said, "fa")).toBe('<p>گفت <span lang="ar">قال </span><span lang="fr-CA">&#x3C;Le></span>x</p>');
  expect(markdown(said)).toContain('گفت <span lang="ar">قال </span><span lang="fr-CA">\\<Le></span>x');
  const back = importMarkdown(markdown(article(schema.text("گفت "), schema.text("قال", lang("ar")))));
  expect(runsOf(back)).toEqual(["گفت ", "قال lang=ar"]);
  expect(runsOf(importMarkdown('# ت\n\n<span lang="und">آ</span> <span lang="ar">ب'))).toEqual([
    '<span lang="und">آ</span> <span lang="ar">ب',
  ]);
  const [before, now] = [article(schema.text("گفت قال")), article(schema.text("گفت "), schema.text("قال", lang("ar")))];
  const [block] = compareArticles({ doc: before }, { doc: now }).blocks.filter(({ type }) => type !== "equal");
  expect(block!.segments).toMatchObject([
    { type: "kept", text: "گفت ", marks: [] },
    { type: "kept", text: "قال", marks: [{ name: "lang", before: null, after: "ar" }] },
  ]);
});

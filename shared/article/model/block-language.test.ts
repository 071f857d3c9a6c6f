import { EditorState, TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { HeadlessEditor } from "../../../tests/newsroom/headless-editor.ts";
import { compareArticles } from "../../compare/compare.ts";
import { writeDocx } from "../../export/docx/docx.ts";
import { htmlBody } from "../../export/html.ts";
import { plainArticle } from "../../export/plain.ts";
import { readDocx } from "../../import/docx/docx.ts";
import { setKind } from "../commands/kind.ts";
import { setBlockLanguage } from "../commands/language.ts";
import { splitBlock } from "../commands/split.ts";
import { projectBody } from "../projection/project.ts";
import { keptLanguage, languageOfBlock } from "./block-direction.ts";
import { schema } from "./schema.ts";

const block = (text: string, lang: string | null = null, name = "paragraph", attrs: Record<string, unknown> = {}) =>
  schema.node(name, { lang, ...attrs }, text === "" ? [] : [schema.text(text)]);
const article = (...blocks: ReturnType<typeof block>[]) =>
  schema.node("doc", null, [schema.node("headline", null, schema.text("تیتر")), ...blocks]);

test("BD38: the language that somebody said of a block stands over its article's and what its letters tell, and can be taken off", () => {
  expect(languageOfBlock(block("هذا نص عربي", "ar"), "fa")).toBe("ar");
  expect(languageOfBlock(block("A report", "he"), "fa")).toBe("he");
  expect(languageOfBlock(block("A report", "klingon"), "fa")).toBe("en");
  const state = EditorState.create({ doc: article(block("یک"), block("دو")) });
  const all = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1, state.doc.content.size - 1)));
  let said = all;
  setBlockLanguage("ur")(all, (tr) => (said = all.apply(tr)));
  expect(said.doc.children.map(({ attrs }) => attrs["lang"])).toEqual([undefined, "ur", "ur"]);
  setBlockLanguage(null)(said, (tr) => (said = said.apply(tr)));
  expect(said.doc.eq(state.doc)).toBe(true);
  expect(setBlockLanguage(null)(said)).toBe(false);
});

test("BD38, BD39: it belongs to the block's boundary as its direction does, for all who have the article; what is no language is kept", () => {
  const [sara, omid] = [new HeadlessEditor("سارا", 7), new HeadlessEditor("امید", 8)];
  sara.doc.getText("body").insert(0, "تیتر\nהודעה\nدو");
  Y.applyUpdate(omid.doc, Y.encodeStateAsUpdate(sara.doc));
  const { state } = sara;
  sara.binding.dispatch(state.tr.setNodeAttribute(state.doc.firstChild!.nodeSize, "lang", "he"));
  omid.doc.getText("body").insert(5, "خبر: ");
  Y.applyUpdate(omid.doc, Y.encodeStateAsUpdate(sara.doc));
  Y.applyUpdate(sara.doc, Y.encodeStateAsUpdate(omid.doc));
  for (const { doc } of [sara, omid]) {
    const shown = projectBody(doc.getText("body"));
    expect(shown.child(1).attrs["lang"]).toBe("he");
    expect(shown.child(1).textContent).toBe("خبر: הודעה");
  }
  sara.binding.dispatch(sara.state.tr.setNodeAttribute(sara.state.doc.firstChild!.nodeSize, "lang", "xx"));
  expect(projectBody(sara.body).child(1).attrs["lang"]).toBe("xx");
  expect(languageOfBlock(projectBody(sara.body).child(1), "fa")).toBe("fa");
});

test("BD39: a block that is split off or becomes another kind goes on in the language that was said", () => {
  let state = EditorState.create({ doc: article(block("خبر", "ar", "heading", { level: 2 })) });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.doc.content.size - 1)));
  splitBlock(state, (tr) => (state = state.apply(tr)));
  expect(state.doc.children.map(({ type, attrs }) => [type.name, attrs["lang"]]).slice(1)).toEqual([
    ["heading", "ar"],
    ["paragraph", "ar"],
  ]);
  setKind("quote")(state, (tr) => (state = state.apply(tr)));
  expect(state.doc.lastChild!.attrs["lang"]).toBe("ar");
});

test("BD40: HTML, DOCX and the numbers of lists say it; a comparison tells of it", () => {
  const said = article(
    block("هذا", "ar"),
    block("یک", null),
    block("عدد", "ar", "item", { list: "number" }),
    block("مספר", "he", "item", { list: "number" }),
  );
  expect(htmlBody(said, "fa")).toContain('<p lang="ar">هذا</p><p>یک</p>');
  expect(plainArticle(said, "fa", { halfSpaces: "keep", digits: "keep" })).toContain("١. عدد");
  const docx = writeDocx({ doc: said, language: "fa", suggestions: [], threads: [] }, { language: "fa", at: 0 });
  expect(readDocx(docx).article.doc.child(1).attrs["lang"]).toBe("ar");
  expect(readDocx(docx).article.doc.child(2).attrs["lang"]).toBeNull();
  const changed = compareArticles({ doc: article(block("هذا")) }, { doc: article(block("هذا", "ar")) }).blocks.flatMap(
    ({ changes }) => changes,
  );
  expect(changed).toEqual([{ name: "lang", before: null, after: "ar" }]);
});

test("BD41: of a language that a document says, only what its letters do not deny is kept, and nothing that they tell anyway", () => {
  expect(keptLanguage(block("هذا نص"), "ar", "fa")).toBe("ar");
  expect(keptLanguage(block("این پل گشوده شد"), "ar", "fa")).toBeNull();
  expect(keptLanguage(block("این پل"), "fa", "fa")).toBeNull();
  expect(keptLanguage(block("سلام"), "he", "fa")).toBeNull();
  expect(keptLanguage(block("سلام"), "en", "fa")).toBeNull();
  expect(keptLanguage(block("Reuters"), "he", "fa")).toBeNull();
  expect(keptLanguage(block("The word گزارش"), "fa", "en")).toBeNull();
  expect(keptLanguage(block("هذا نص"), "ar", "en")).toBe("ar");
});

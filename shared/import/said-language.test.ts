import type { Node } from "prosemirror-model";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { schema } from "../article/model/schema.ts";
import type { ArticleLanguage } from "../article/model/language.ts";
import { writeDocx } from "../export/docx/docx.ts";
import { readDocx } from "./docx/docx.ts";
import { findElement, named } from "./html/page.ts";
import { parsePage } from "./html/parse.ts";
import { readPage } from "./html/reader.ts";

/** What is said of blocks and runs: `fr{mot}`. */
const said = (block: Node): string =>
  (block.attrs["lang"] ? `${String(block.attrs["lang"])}| ` : "") +
  block.children
    .map(({ text, marks }) => {
      const lang: unknown = schema.marks["lang"]!.isInSet(marks)?.attrs["value"];
      return lang === undefined ? text : `${String(lang)}{${text}}`;
    })
    .join("");

const pasted = (html: string, language: ArticleLanguage = "fa"): string[] => {
  const root = parsePage(html);
  return readPage(findElement(root, named("body"))!, [], { language, isTooLarge: () => false }).map(said);
};

test("BD45: a run of a page is in the language that its element says, where its letters may be in it", () => {
  expect(pasted('<p>در متن <span lang="ar">بسم الله الرحمن الرحيم</span> آمد.</p>')).toEqual(["در متن ar{بسم الله الرحمن الرحيم} آمد."]);
  // With a Persian keyboard, too.
  expect(pasted('<p>گفت <i lang="ar">فی القلب</i> و رفت</p>')).toEqual(["گفت ar{فی القلب} و رفت"]);
  expect(pasted('<p>روزنامهٔ <cite lang="fr-FR">Le <b>Monde</b> </cite>نوشت</p>')).toEqual(["روزنامهٔ fr-FR{Le }fr-FR{Monde} نوشت"]);
  expect(pasted('<p>شهر <span lang="he">ירושלים</span> و <span lang="ja">東京</span></p>')).toEqual(["شهر he{ירושלים} و ja{東京}"]);
  expect(pasted('<p>نام <span lang="ku">سلێمانی</span>، <span lang="ku">Kurdî</span></p>')).toEqual(["نام ckb{سلێمانی}، ku{Kurdî}"]);
  expect(pasted('<p>The word <span lang="fa">سلام</span> is Persian.</p>', "en")).toEqual(["The word fa{سلام} is Persian."]);
  expect(pasted('<h2>خبر <span lang="ar">قال</span></h2><ul><li>یک <q lang="fr">mot</q></li></ul>')).toEqual(["خبر ar{قال}", "یک fr{mot}"]);
});

test("BD45: nothing is kept that is no language, that letters deny, or that the text has without it", () => {
  for (const none of ["", "und", "fa", "en", "x", "he", "ru", "klingon", "a".repeat(50)])
    expect(pasted(`<p>او <span lang="${none}">گفت</span> رفت</p>`), none).toEqual(["او گفت رفت"]);
  expect(pasted('<p>او <span lang="ar">چگونه</span> رفت</p>')).toEqual(["او چگونه رفت"]);
  expect(pasted('<p>خبرگزاری <span lang="en">Reuters</span></p>')).toEqual(["خبرگزاری Reuters"]);
  expect(pasted('<p>روز <span lang="ar">۱۲</span> و <span lang="fr"> </span></p>')).toEqual(["روز ۱۲ و"]);
  expect(pasted('<p>او <span lang="ar">قال <span lang="">گفت</span></span></p>')).toEqual(["او ar{قال} گفت"]);
});

test("BD45: a page that says one language of everything says nothing of Persian", () => {
  for (const lang of ["en-US", "en", "fr", "ar", "he"]) {
    const html = `<div lang="${lang}"><p lang="${lang}">این <span lang="${lang}">گزارش</span> Reuters است</p><p>چهار پل</p><p><b lang="${lang}">در</b> متن</p></div>`;
    const [first, second] = pasted(html);
    expect([first, second], lang).toEqual(["این گزارش Reuters است", "چهار پل"]);
  }
  // Neither of a text that might be in it, where most of what its element holds is not.
  expect(pasted('<div lang="ar"><p>چهار گزارش از پاریس</p><p>متن در دست است</p></div>')).toEqual(["چهار گزارش از پاریس", "متن در دست است"]);
  expect(pasted('<html lang="ar"><body lang="fr"><p>متن در دست</p><p>Le mot</p></body></html>')).toEqual(["متن در دست", "Le mot"]);
});

test("BD45: what a page says of a whole block is the block's language, and of any other language that of its words", () => {
  expect(pasted('<p lang="ar">قال الرئيس إن Reuters</p><p lang="fr">Le mot <b>juste</b></p>')).toEqual([
    "ar| قال الرئيس إن Reuters",
    "fr{Le mot }fr{juste}",
  ]);
  expect(pasted('<blockquote lang="ar"><p>قال الرئيس</p><p>هذا نص</p></blockquote>')).toEqual(["ar| قال الرئيس", "ar| هذا نص"]);
  expect(pasted('<p><span lang="ar">قال الرئيس</span></p>')).toEqual(["ar{قال الرئيس}"]);
});

test("BD45: what a word processor says of all that was typed is believed where letters tell it", () => {
  const word = "<p class=MsoNormal dir=RTL><span lang=FA>این </span><span lang=AR-SA>كتاب هاي</span><span lang=FA> تازه</span></p>";
  expect(pasted(word)).toEqual(["این كتاب هاي تازه"]);
  expect(pasted("<p class=MsoNormal dir=RTL><span lang=AR-SA>سلام</span></p>")).toEqual(["سلام"]);
  expect(pasted("<p dir=RTL><span lang=FA>گفت </span><span lang=AR-SA>الجامعة إلى الأبد</span></p>")).toEqual(["گفت ar{الجامعة إلى الأبد}"]);
  expect(pasted("<p dir=RTL><span lang=AR-SA>قال إن </span><span lang=FA>گزارش</span></p>", "ar")).toEqual(["قال إن fa{گزارش}"]);
});

/** A document whose runs say these languages, as attributes of `w:lang`. */
function documentOf(...runs: readonly [text: string, lang: string][]): Uint8Array {
  const doc = schema.node("doc", null, [
    schema.node("headline", null, schema.text("تیتر")),
    schema.node(
      "paragraph",
      null,
      runs.map(([text], i) => schema.text(text, i % 2 === 0 ? [] : [schema.mark("bold")])),
    ),
  ]);
  const parts = unzipSync(writeDocx({ doc, language: "fa", suggestions: [], threads: [] }, { language: "fa", at: 0 }));
  let at = -1;
  const main = strFromU8(parts["word/document.xml"]!);
  const second = main.indexOf("</w:p>");
  const body = main.slice(second).replaceAll(/<w:lang [^>]*\/>(?=<\/w:rPr><w:t)/g, () => `<w:lang ${runs[++at]![1]}/>`);
  return zipSync({ ...parts, "word/document.xml": strToU8(main.slice(0, second) + body) });
}
const imported = (...runs: readonly [text: string, lang: string][]): string => said(readDocx(documentOf(...runs)).article.doc.child(1));

test("BD45: Word's language of a run is believed where letters tell it, one that is said of all scripts alike always", () => {
  const FA = 'w:bidi="fa-IR"';
  expect(imported(["او گفت ", FA], ["كتاب هاي", 'w:bidi="ar-SA"'])).toBe("او گفت كتاب هاي");
  expect(imported(["او گفت ", FA], ["الجامعة", 'w:bidi="ar-SA"'])).toBe("او گفت ar{الجامعة}");
  expect(imported(["او گفت ", FA], ["محمد", 'w:val="ar-SA" w:eastAsia="ar-SA" w:bidi="ar-SA"'])).toBe("او گفت ar{محمد}");
  expect(imported(["او گفت ", FA], ["Le mot", 'w:val="fr-FR"'])).toBe("او گفت fr-FR{Le mot}");
  expect(imported(["او گفت ", FA], ["a word", 'w:val="en-GB"'])).toBe("او گفت a word");
  // What the defaults of the document say is said of nothing in it.
  expect(imported(["Le mot", 'w:val="en-US"'], [" گفت", 'w:val="en-US" w:bidi="fa-IR"'])).toBe("Le mot گفت");
  // Of all letters of a block it is the block's, as before.
  expect(imported(["هذا نص", 'w:bidi="ar-SA"'])).toBe("ar| هذا نص");
});

test("BD44 BD45: a run's language leaves as DOCX for programs that check spelling, and comes back, in Persian and in English articles", () => {
  for (const language of ["fa", "en"] as const) {
    const runs = [
      schema.text("Text گفت "),
      schema.text("محمد", [schema.mark("lang", { value: "ar" })]),
      schema.text(" mot", [schema.mark("lang", { value: "fr-CA" })]),
    ];
    const doc = schema.node("doc", null, [schema.node("headline", null, schema.text("تیتر")), schema.node("paragraph", null, runs)]);
    const bytes = writeDocx({ doc, language, suggestions: [], threads: [] }, { language, at: 0 });
    expect(strFromU8(unzipSync(bytes)["word/document.xml"]!)).toContain(
      '<w:rtl/><w:lang w:val="ar-SA" w:eastAsia="ar-SA" w:bidi="ar-SA"/>',
    );
    expect(readDocx(bytes).article.doc.toJSON()).toEqual(doc.toJSON());
  }
});

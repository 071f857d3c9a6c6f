import { fromBase64 } from "lib0/buffer";
import { expect, test } from "vitest";
import type { Node } from "prosemirror-model";
import { docxOf, paragraph, text, type DocxSource } from "../../../tests/docx-package.ts";
import { numberedFootnotes } from "../../../tests/newsroom/footnote-numbers.ts";
import { DOT } from "../../../tests/reviewed-article-generator.ts";
import { footnotesOf } from "../../article/model/footnotes.ts";
import { readDocx } from "./docx.ts";

/** What each block is: kind, attributes, and its text with marks in brackets. */
function outline(doc: Node): string[] {
  return doc.children.map((block) => {
    const about = Object.entries(block.attrs).flatMap(([name, value]) => (value === null ? [] : [`${name}=${String(value).slice(0, 30)}`]));
    const content = block.children.map((node) => {
      const own = node.isText ? node.text! : "⏎";
      const marks = node.marks.map(({ type, attrs }) => (attrs["value"] === true ? type.name : attrs["value"]));
      return marks.length === 0 ? own : `[${marks.join(" ")}: ${own}]`;
    });
    return `${[block.type.name, ...about].join(" ")}: ${content.join("")}`;
  });
}

const read = (source: DocxSource) => {
  const { article, losses } = readDocx(docxOf(source));
  article.doc.check();
  return {
    ...article,
    outline: outline(article.doc),
    losses: losses.map(({ kind, block, detail }) => `${kind} ${block} ${detail}`.trim()),
  };
};

const STYLE = (type: string, id: string, name: string, more = ""): string =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
const P = (id: string): string => `<w:pStyle w:val="${id}"/>`;
const PICTURE = fromBase64(DOT.slice(DOT.indexOf(",") + 1));

const ROOT =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="x/extended-properties" Target="docProps/app.xml"/></Relationships>';

const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

test("DX1 DX3 DX5: Word in another language: styles by their names, directions, lists, links as elements and as fields", () => {
  const numbering =
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>';
  const item = (level: number): string => `${P("Listenabsatz")}<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr><w:bidi/>`;
  const { outline: lines, losses } = read({
    styles:
      STYLE("paragraph", "Titel", "Title") +
      STYLE("paragraph", "berschrift1", "heading 1") +
      STYLE("paragraph", "Zwischentitel", "Zwischentitel", '<w:basedOn w:val="berschrift1"/>') +
      STYLE("paragraph", "Zitat", "Quote") +
      STYLE("paragraph", "Untertitel", "Subtitle") +
      STYLE("paragraph", "Eigene", "Eigene", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>') +
      STYLE("character", "Fett", "Strong", "<w:rPr><w:b/></w:rPr>"),
    numbering,
    links: { rId9: "https://example.com/a?b=c" },
    body:
      paragraph(`${P("Titel")}<w:bidi/>`, "پل ", "نو") +
      paragraph(`${P("Untertitel")}<w:bidi/>`, "لید") +
      paragraph(`${P("Zwischentitel")}<w:bidi/>`, "میان‌تیتر") +
      paragraph(P("Eigene"), "دوم") +
      paragraph(`${P("Zitat")}<w:bidi/>`, "نقل") +
      paragraph(item(0), "یک") +
      paragraph(item(1), "دو") +
      paragraph(
        "<w:bidi/>",
        text("درشت", "<w:bCs/><w:rtl/>"),
        text(" نه", '<w:b w:val="0"/><w:rtl/>'),
        text(" Strong", '<w:rStyle w:val="Fett"/>'),
      ) +
      paragraph(
        "",
        '<w:hyperlink r:id="rId9">',
        text("پیوند", "<w:rtl/>"),
        "</w:hyperlink>",
        field(' HYPERLINK "https://example.com/f" ', text("field")),
      ) +
      paragraph('<w:bidi w:val="0"/>', "سلام", "<w:r><w:br/></w:r>", "<w:r><w:tab/><w:noBreakHyphen/></w:r>") +
      paragraph("", field(" PAGEREF x ", text("12"))),
  });
  expect(lines).toEqual([
    "headline: پل نو",
    "lead: لید",
    "heading level=1: میان‌تیتر",
    "heading level=2: دوم",
    "quote: نقل",
    "item list=number indent=0: یک",
    "item list=bullet indent=1: دو",
    "paragraph: [bold: درشت] نه[bold:  Strong]",
    "paragraph: [https://example.com/a?b=c: پیوند][https://example.com/f: field]",
    "paragraph dir=ltr: سلام⏎\t\u2011",
    "paragraph: 12",
  ]);
  expect(losses).toEqual(["number 5 5", "field 10 PAGEREF"]);
});

test("DX23: links as fields, with switches, places and quotes of every kind", () => {
  const LINKS: readonly (readonly [instruction: string, link: string | null, lost: string])[] = [
    ['HYPERLINK "https://example.com/a" \\l "b"', "https://example.com/a#b", ""],
    ['hyperlink \\o "tip \\"x\\"" \\t _blank "https://example.com/c"', "https://example.com/c", ""],
    ["HYPERLINK https://example.com/d", "https://example.com/d", ""],
    ['HYPERLINK \\l "_Toc1"', null, "innerLink 1 _Toc1"],
    ['HYPERLINK "javascript:x"', null, "field 1 HYPERLINK"],
    ['HYPERLINK "https://example.com/e', null, "field 1 HYPERLINK"],
    ['INCLUDETEXT "https://example.com/f"', null, "field 1 INCLUDETEXT"],
  ];
  for (const [instruction, link, lost] of LINKS) {
    const escaped = instruction.replaceAll('"', "&quot;");
    const simple = `<w:fldSimple w:instr="${escaped}">${text("x")}</w:fldSimple>`;
    for (const one of [field(escaped, text("x")), simple]) {
      const { outline: lines, losses } = read({ body: paragraph("", "ت") + paragraph("", one) });
      expect(lines[1], instruction).toBe(link === null ? "paragraph: x" : `paragraph: [${link}: x]`);
      expect(losses, instruction).toEqual(lost === "" ? [] : [lost]);
    }
  }
});

test("DX22: comments of LibreOffice on the same words are one thread, where none is said to be an answer", () => {
  const comments = [1, 2]
    .map((id) => `<w:comment w:id="${id}" w:author="a${id}"><w:p w14:paraId="0${id}"><w:r><w:t>${id}</w:t></w:r></w:p></w:comment>`)
    .join("");
  const [starts, ends] = ["Start", "End"].map((name) => `<w:commentRange${name} w:id="1"/><w:commentRange${name} w:id="2"/>`);
  const body = paragraph("", starts!, text("و"), ends!);
  const threadsOf = (program: string, parent = ""): string[] =>
    read({
      body,
      comments,
      commentsExtended: `<w15:commentEx w15:paraId="01" w15:done="1"/><w15:commentEx w15:paraId="02"${parent} w15:done="1"/>`,
      files: {
        "_rels/.rels": ROOT,
        "docProps/app.xml": `<Properties xmlns="x"><Application>${program}</Application></Properties>`,
      },
    }).threads.map(({ messages, isResolved }) => `${messages.map((message) => message.text).join()} ${isResolved}`);
  expect(threadsOf("LibreOffice/7.4.7.2$Linux_X86_64")).toEqual(["1,2 true"]);
  expect(threadsOf("Microsoft Office Word")).toEqual(["1 true", "2 true"]);
  expect(threadsOf("LibreOffice/24.8", ' w15:paraIdParent="01"')).toEqual(["1,2 true"]);
});

test("DX4: without a title a heading is the headline, from which levels are counted; else a short first paragraph", () => {
  const styles = [1, 2, 3, 4, 5].map((level) => STYLE("paragraph", `H${level}`, `Heading ${level}`)).join("");
  const headed = read({ styles, body: ["H1", "H2", "H3", "H5", "H1"].map((id) => paragraph(P(id), id)).join("") });
  expect(headed.outline).toEqual([
    "headline: H1",
    "heading level=1: H2",
    "heading level=2: H3",
    "heading level=3: H5",
    "heading level=1: H1",
  ]);
  expect(headed.losses).toEqual(["headingLevel 3 5"]);
  const title = STYLE("paragraph", "T", "Title");
  expect(
    read({ styles: title, body: paragraph("") + paragraph("", "روتیتر") + paragraph(P("T"), "تیتر") + paragraph("", "متن") }).outline,
  ).toEqual(["headline: تیتر", "paragraph: روتیتر", "paragraph: متن"]);
  expect(read({ body: paragraph("") + paragraph("", "تیتر") + paragraph("", "متن") }).outline).toEqual([
    "headline: تیتر",
    "paragraph: متن",
  ]);
  const long = "واژه ".repeat(60).trim();
  expect(read({ body: paragraph("", long) }).outline).toEqual(["headline: ", `paragraph: ${long}`]);
  expect(read({ body: "" }).outline).toEqual(["headline: "]);
});

test("DX6: footnotes and endnotes are footnotes, in the order in which the text names them, each once", () => {
  const footnotes =
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> منبع</w:t></w:r></w:p><w:p><w:r><w:t>دوم</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>بی‌نام</w:t></w:r></w:p></w:footnote>';
  const endnotes = '<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:tab/><w:t>پایان</w:t></w:r></w:p></w:endnote>';
  const sign = '<w:r><w:footnoteReference w:id="2"/></w:r>';
  const last = '<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="9"/></w:r>';
  const { doc, losses } = read({ footnotes, endnotes, body: paragraph("", "تیتر") + paragraph("", "متن", last, sign, " و باز", sign) });
  const { references, blocks, numbers } = footnotesOf(doc);
  expect(references.map(({ id }) => numbers.get(id))).toEqual([1, 2, 2]);
  expect([...numbers.keys()].map((id) => blocks.get(id)!.map(({ node }) => node.textContent))).toEqual([["پایان"], ["منبع", "دوم"]]);
  expect(outline(numberedFootnotes(doc)).slice(2)).toEqual([
    "footnote footnote=1: پایان",
    "footnote footnote=2: منبع",
    "footnote footnote=2: دوم",
  ]);
  expect(losses).toEqual([]);
});

const SIGNED = (author: string, minute = 4): string => `w:id="1" w:author="${author}" w:date="2026-01-02T03:0${minute}:00Z"`;
const SIGN = '<w:r><w:footnoteReference w:id="2"/></w:r>';
const INS = (content: string, ...by: Parameters<typeof SIGNED>): string => `<w:ins ${SIGNED(...by)}>${content}</w:ins>`;

/** Each suggestion as its author, and what it inserts and strikes; `*` is a reference, `¶` where a block begins. */
function suggested({ doc, suggestions }: ReturnType<typeof read>): string[] {
  const units = doc.children.map((block) => block.textBetween(0, block.content.size, "", "*")).join("¶");
  const words = (all: readonly { readonly from: number; readonly to: number }[]): string =>
    all.map(({ from, to }) => units.slice(from, to)).join("|");
  return suggestions.map(({ author, inserted, struck }) => `${author} +${words(inserted)} -${words(struck)}`);
}

const noteOf = (content: string): string =>
  `<w:footnote w:id="2"><w:p>${content}</w:p></w:footnote><w:footnote w:id="3"><w:p>${text("دیگر")}</w:p></w:footnote>`;

test("DX32: a footnote that somebody put in, as Word writes it, is one suggestion, whenever they wrote its words", () => {
  const sign = "<w:r><w:footnoteRef/></w:r>";
  const body = paragraph("", "تیتر") + paragraph("", "متن", INS(SIGN, "سارا"), '<w:r><w:footnoteReference w:id="3"/></w:r>');
  const words = INS(sign + text("منبع"), "سارا", 6);
  expect(suggested(read({ body, footnotes: noteOf(words) }))).toEqual(["سارا +*|¶منبع -"]);
  // What another wrote into it is theirs.
  expect(suggested(read({ body, footnotes: noteOf(words + INS(text("!"), "امید")) }))).toEqual(["سارا +*|¶منبع -", "امید +! -"]);
});

test("DX32: a footnote of which only what refers to it is tracked, as LibreOffice writes it, goes and comes with that", () => {
  const footnotes = `<w:footnote w:id="2"><w:p>${text("منبع")}</w:p><w:p>${text("دوم")}</w:p></w:footnote>`;
  const inserted = paragraph("", "تیتر") + paragraph("", "متن", INS(SIGN, "سارا"));
  expect(suggested(read({ body: inserted, footnotes }))).toEqual(["سارا +*¶منبع¶دوم -"]);
  const struck = paragraph("", "تیتر") + paragraph("", "متن", `<w:del ${SIGNED("سارا")}>${SIGN}</w:del>`, "۱");
  expect(suggested(read({ body: struck, footnotes }))).toEqual(["سارا + -*|¶منبع¶دوم"]);
  // Something else refers to it, and stays.
  expect(suggested(read({ body: struck + paragraph("", SIGN), footnotes }))).toEqual(["سارا + -*"]);
});

const cell = (content: string): string => `<w:tc>${content}</w:tc>`;
const row = (...cells: string[]): string => `<w:tr>${cells.map(cell).join("")}</w:tr>`;

test("DX7: a row of a table is a paragraph, a table of one column what is in it", () => {
  const nested = `<w:tbl>${row(paragraph("", "x"), paragraph("", "y"))}</w:tbl>`;
  const table = `<w:tbl>${row(paragraph("", "نام"), paragraph("", "سن"))}${row(paragraph("", "سارا") + paragraph("", text("خ", "<w:b/>")), nested + paragraph(""))}</w:tbl>`;
  const frame = `<w:tbl>${row(paragraph("", "درون") + paragraph("", "قاب"))}</w:tbl>`;
  const { outline: lines, losses } = read({ body: paragraph("", "تیتر") + table + frame });
  expect(lines).toEqual([
    "headline: تیتر",
    "paragraph: نام | سن",
    "paragraph: سارا / [bold: خ] | x | y",
    "paragraph: درون",
    "paragraph: قاب",
  ]);
  expect(losses).toEqual(["table 1 2×2", "table 2 1×2"]);
});

const drawing = (inside: string, alt = ""): string =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n"${alt}/><a:graphic>${inside}</a:graphic></wp:inline></w:drawing></w:r>`;

test("DX1 DX10: pictures with alt and caption; text boxes, equations, headers and hidden words are told", () => {
  const box = drawing(`<wps:txbx><w:txbxContent>${paragraph("", "در جعبه")}</w:txbxContent></wps:txbx>`);
  const both = `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box.slice(5, -6)}</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${paragraph("", "در جعبه")}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  const { outline: lines, losses } = read({
    styles: STYLE("paragraph", "Beschriftung", "caption"),
    header: paragraph("", "روزنامه"),
    pictures: { p1: PICTURE, p2: new Uint8Array([1, 2, 3]) },
    body:
      paragraph("", "تیتر") +
      paragraph("", drawing('<a:blip r:embed="p1"/>', ' descr="نقشه"')) +
      paragraph(P("Beschriftung"), "زیرنویس") +
      paragraph("", "متن", drawing('<a:blip r:embed="p2"/>'), both) +
      paragraph(
        "",
        "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
        text("پنهان", "<w:vanish/>"),
        text("۲", '<w:vertAlign w:val="superscript"/>'),
        text("۳", '<w:vertAlign w:val="subscript"/>'),
        text("۴", '<w:vertAlign w:val="baseline"/>'),
      ) +
      paragraph("", '<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>') +
      '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
  });
  expect(lines).toEqual([
    "headline: تیتر",
    "figure src=data:image/png;base64,iVBORw0K alt=نقشه: زیرنویس",
    "paragraph: متن",
    "paragraph: در جعبه",
    "paragraph: a+b[super: ۲][sub: ۳]۴",
    "divider: ",
  ]);
  expect(losses).toEqual(["header 0 روزنامه", "picture 2 word/media/p2.png", "textBox 2", "equation 4 a+b", "hidden 4 پنهان"]);
});

const BY = 'w:id="1" w:author="علی" w:date="2026-01-02T03:04:05Z"';
const AT = Date.UTC(2026, 0, 2, 3, 4, 5);

test("DX8: tracked changes are suggestions, also moves, ends of paragraphs, letters, blocks and rows", () => {
  const body =
    paragraph("", "تیتر") +
    paragraph(
      `<w:rPr><w:ins ${BY}/></w:rPr>`,
      "یک",
      `<w:ins ${BY}>${text("دو")}</w:ins>`,
      `<w:del ${BY}><w:r><w:delText>سه</w:delText></w:r></w:del>`,
    ) +
    paragraph("", `<w:moveFrom ${BY}>${text("از")}</w:moveFrom>`, "میان", `<w:moveTo ${BY}>${text("به")}</w:moveTo>`) +
    paragraph(
      `<w:bidi/><w:pPrChange ${BY}><w:pPr/></w:pPrChange>`,
      text("کج", `<w:iCs/><w:rPrChange ${BY}><w:rPr><w:b/></w:rPr></w:rPrChange>`),
    );
  const { outline: lines, suggestions, losses } = read({ body });
  expect(lines).toEqual(["headline: تیتر", "paragraph: یکدوسه", "paragraph: ازمیانبه", "paragraph: [bold: کج]"]);
  expect(suggestions).toEqual([
    {
      author: "علی",
      at: AT,
      inserted: [
        { from: 7, to: 9 },
        { from: 11, to: 12 },
      ],
      struck: [
        { from: 9, to: 11 },
        { from: 12, to: 14 },
      ],
      forms: [],
      blockForms: [],
    },
    { author: "علی", at: AT, inserted: [{ from: 18, to: 20 }], struck: [], forms: [], blockForms: [] },
    {
      author: "علی",
      at: AT,
      inserted: [],
      struck: [],
      forms: [
        { from: 21, to: 23, name: "bold", value: null },
        { from: 21, to: 23, name: "italic", value: true },
      ],
      blockForms: [],
    },
  ]);
  expect(losses).toEqual([]);
});

const comment = (id: number, author: string, words: string): string =>
  `<w:comment w:id="${id}" w:author="${author}" w:date="2026-01-02T03:04:05Z"><w:p w14:paraId="0000000${id}"><w:r><w:annotationRef/></w:r><w:r><w:t>${words}</w:t></w:r></w:p></w:comment>`;

const commentOn = (id: number, words: string): string =>
  `<w:commentRangeStart w:id="${id}"/>${words}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;

const message = (author: string, words: string) => ({ author, at: AT, text: words });

const threads = (isResolved: boolean) => [
  { target: "range", from: 5, to: 8, messages: [message("سارا", "یک"), message("Omid", "دو")], isResolved },
  { target: "block", from: 8, to: 8, messages: [message("x", "سه")], isResolved: false },
  { target: "article", from: 0, to: 0, messages: [message("y", "گم")], isResolved: false },
];

test("DX8: comments are threads by what says what answers what, or as Google Docs by their words; one commentOn a place is about the block", () => {
  const comments = comment(1, "سارا", "یک") + comment(2, "Omid", "دو") + comment(3, "x", "سه") + comment(4, "y", "گم");
  const body = paragraph("", "تیتر") + paragraph("", commentOn(1, commentOn(2, text("متن"))), commentOn(3, ""));
  const extended =
    '<w15:commentEx w15:paraId="00000001" w15:done="1"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>';
  const word = read({ comments, body, commentsExtended: extended });
  const google = read({ comments, body });
  expect(word.threads).toEqual(threads(true));
  expect(google.threads).toEqual(threads(false));
  expect(word.losses).toEqual(["comment 0 گم"]);
});

test("DX1 DX5: LibreOffice and Google Docs: their styles, explicit directions of either kind, strict names, and the language", () => {
  const libre = read({
    styles:
      STYLE("paragraph", "HorizontalLine", "Horizontal Line") +
      STYLE("paragraph", "Quotations", "Quotations") +
      STYLE("character", "SourceText", "Source Text"),
    body:
      paragraph('<w:bidi w:val="0"/>', "Headline") +
      paragraph(P("Quotations"), text("quoted", '<w:lang w:val="en-US" w:bidi="ar-SA"/>')) +
      paragraph(P("HorizontalLine")) +
      paragraph("", text("x = 1", '<w:rStyle w:val="SourceText"/>')),
  });
  expect(libre.outline).toEqual(["headline: Headline", "quote: quoted", "divider: ", "paragraph: [code: x = 1]"]);
  expect(libre.language).toBe("en");
  const google = read({
    links: { rId1: "https://example.com/" },
    styles: STYLE("paragraph", "Title", "Title") + STYLE("paragraph", "Normal", "normal"),
    body:
      paragraph(`${P("Title")}<w:bidi w:val="1"/>`, text("تیتر", '<w:rtl w:val="1"/><w:lang w:bidi="fa-IR"/>')) +
      paragraph(
        '<w:bidi w:val="1"/>',
        text("Latin first ", '<w:rtl w:val="1"/>'),
        text("متن", '<w:rFonts w:ascii="Roboto Mono"/><w:rtl w:val="1"/>'),
        `<w:hyperlink r:id="rId1">${text("پیوند", '<w:color w:val="1155cc"/><w:u w:val="single"/>')}</w:hyperlink>`,
      ),
  });
  expect(google.outline).toEqual(["headline: تیتر", "paragraph: Latin first [code: متن][https://example.com/: پیوند]"]);
  expect(google.language).toBe("fa");
  const strict =
    '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>تیتر</w:t></w:r></w:p></w:body></w:document>';
  expect(read({ body: "", files: { "word/document.xml": strict } }).outline).toEqual(["headline: تیتر"]);
});

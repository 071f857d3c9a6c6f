/** What programs write in their own ways: every word comes in, in order and once, and what is not kept is told. */
import { expect, test } from "vitest";
import { directionOfBlock } from "../../article/model/block-direction.ts";
import { docxOf, paragraph, text, type DocxSource } from "../../../tests/docx-package.ts";
import { readDocx } from "./docx.ts";

function read(source: DocxSource) {
  const { article, losses } = readDocx(docxOf(source));
  article.doc.check();
  return {
    ...article,
    lines: article.doc.children.map((block) => block.textContent),
    kinds: article.doc.children.map(({ type, attrs }) =>
      type.name === "item" ? `${String(attrs["list"])} ${String(attrs["indent"])}` : type.name,
    ),
    lost: losses.map(({ kind, block, detail }) => `${kind} ${block} ${detail}`.trim()),
  };
}

const TITLE = paragraph("", "تیتر");
const BY = 'w:id="1" w:author="علی" w:date="2026-01-02T03:04:05Z"';
const STYLE = (type: string, id: string, name: string, more = ""): string =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
const DRAWN = `<w:drawing><wp:inline><wp:docPr id="1" name="n"/><a:graphic/></wp:inline></w:drawing>`;
const either = (requires: string, choice: string, fallback: string): string =>
  `<mc:AlternateContent><mc:Choice Requires="${requires}">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;

const box = (words: string): string =>
  `<w:drawing><wp:anchor><wps:txbx><w:txbxContent>${paragraph("", words)}</w:txbxContent></wps:txbx></wp:anchor></w:drawing>`;

test("DX24: of what is said for several programs the first that is understood is read, once", () => {
  const { lines, lost } = read({
    body:
      TITLE +
      paragraph("", "خنده ", `<w:r>${either("w16se", '<w16se:symEx xmlns:w16se="x" w16se:char="1F600"/>', "<w:t>😀</w:t>")}</w:r>`) +
      paragraph("", `<w:r>${either("wpi", DRAWN, '<w:pict><v:shape><v:imagedata r:id="none"/></v:shape></w:pict>')}</w:r>`, "مرکب") +
      paragraph("", `<w:r>${either("wps", box("در جعبه"), box("در جعبه"))}</w:r>`) +
      either("x", paragraph("", "ناشناخته"), paragraph("", "شناخته")),
  });
  expect(lines).toEqual(["تیتر", "خنده 😀", "مرکب", "در جعبه", "شناخته"]);
  expect(lost).toEqual(["picture 2", "textBox 3"]);
});

const symbol = (font: string, code: string): string => `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;

test("DX25: symbols and private characters of fonts that are drawings are those that others have", () => {
  const { lines, lost } = read({
    body:
      TITLE +
      paragraph("", symbol("Wingdings", "F0FC"), symbol("Wingdings", "F04A"), symbol("Symbol", "F061"), symbol("Arial", "2713")) +
      paragraph("", text("\uF0E0", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), text("\uF0B1", '<w:rFonts w:ascii="Symbol"/>')) +
      paragraph("", symbol("Wingdings 3", "F075"), symbol("Wingdings", "FFFFFFF"), symbol("Arial", "D800"), symbol("constructor", "F041")),
  });
  expect(lines).toEqual(["تیتر", "✓☺α✓", "→±", "□□□□"]);
  expect(lost).toEqual(["symbol 3 Wingdings 3 F075", "symbol 3 Wingdings FFFFFFF", "symbol 3 Arial D800", "symbol 3 constructor F041"]);
});

const m = (name: string, ...content: string[]): string => `<m:${name}>${content.join("")}</m:${name}>`;
const sign = (words: string): string => m("r", m("t", words));

test("DX25: an equation is a line that can be typed", () => {
  const EQUATIONS: readonly (readonly [markup: string, line: string])[] = [
    [m("f", m("num", sign("1")), m("den", sign("a+b"))), "1/(a+b)"],
    [m("sSup", m("e", sign("x")), m("sup", sign("2"))), "x^2"],
    [m("sSubSup", m("e", sign("x")), m("sub", sign("i+1")), m("sup", sign("12"))), "x_(i+1)^12"],
    [m("rad", m("radPr"), m("deg", sign("3")), m("e", sign("x"))), "3√x"],
    [m("d", m("dPr", '<m:begChr m:val="["/><m:endChr m:val="]"/>'), m("e", sign("a")), m("e", sign("b"))), "[a|b]"],
    [m("nary", m("naryPr", '<m:chr m:val="∑"/>'), m("sub", sign("i=0")), m("sup", sign("n")), m("e", sign("i"))), "∑_(i=0)^n i"],
    [m("m", m("mr", m("e", sign("1")), m("e", sign("0"))), m("mr", m("e", sign("0")), m("e", sign("1")))), "[1, 0; 0, 1]"],
    [m("func", m("fName", sign("sin")), m("e", sign("x"))), "sin x"],
  ];
  for (const [markup, line] of EQUATIONS) {
    const { lines, lost } = read({ body: TITLE + paragraph("", `<m:oMathPara>${m("oMath", markup)}</m:oMathPara>`) });
    expect(lines[1]).toBe(line);
    expect(lost).toEqual([`equation 1 ${line}`]);
  }
});

test("DX27: a letter at the head of a text is its first, words along a path are a box, a box alone leaves no empty paragraph", () => {
  const { lines, lost, suggestions } = read({
    body:
      TITLE +
      paragraph('<w:framePr w:dropCap="drop" w:lines="3"/>', "د") +
      paragraph("", "ر آغاز ", `<w:ins ${BY}>${text("بود")}</w:ins>`) +
      paragraph("", '<w:r><w:pict><v:shape><v:textpath string="هنر واژه"/></v:shape></w:pict></w:r>') +
      paragraph('<w:framePr w:dropCap="margin"/>', "پ") +
      `<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns ${BY}/></w:tcPr>${paragraph("", "یک")}</w:tc><w:tc><w:tcPr><w:cellDel ${BY}/></w:tcPr>${paragraph("", "دو")}</w:tc></w:tr></w:tbl>`,
  });
  expect(lines).toEqual(["تیتر", "در آغاز بود", "هنر واژه", "پ", "یک | دو"]);
  expect(lost).toEqual(["textBox 2", "table 4 1×2"]);
  expect(suggestions.flatMap(({ inserted, struck }) => [...inserted, ...struck])).toEqual([
    { from: 13, to: 16 },
    { from: 28, to: 30 },
    { from: 30, to: 35 },
  ]);
});

const LEVEL = (level: number, format: string, label: string): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${label}"/></w:lvl>`;
const NUMBERING =
  `<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Mine"/>${LEVEL(0, "decimal", "%1.")}${LEVEL(1, "decimal", "%1.%2")}</w:abstractNum>` +
  '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Mine"/></w:abstractNum>' +
  `<w:abstractNum w:abstractNumId="2">${LEVEL(0, "bullet", "")}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="3">${LEVEL(0, "decimal", "%1-")}${LEVEL(1, "arabicAbjad", "%2)")}</w:abstractNum>` +
  '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Circle"/></w:abstractNum>' +
  [0, 1, 2, 3, 9].map((id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`).join("") +
  '<w:num w:numId="5"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>';
const LISTS =
  STYLE("numbering", "Mine", "Mine", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
  STYLE("numbering", "Circle", "Circle", '<w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr>') +
  STYLE("paragraph", "ListBullet3", "List Bullet 3", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>') +
  STYLE("paragraph", "H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>');
const item = (list: number, words: string, level = 0): string =>
  paragraph(`<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`, words);

test("DX28: lists of styles have their signs and levels, and where an article counts otherwise it is told with the number", () => {
  const { kinds, lost } = read({
    styles: LISTS,
    numbering: NUMBERING,
    body:
      TITLE +
      paragraph('<w:pStyle w:val="H1"/>', "فصل یک") +
      paragraph('<w:pStyle w:val="H1"/>', "فصل دو") +
      paragraph("", "متن") +
      item(4, "یک") +
      item(4, "دو") +
      item(4, "الف", 1) +
      paragraph("", "میان") +
      item(4, "سه") +
      item(4, "چهار") +
      paragraph("", "میان") +
      item(5, "باز یک") +
      paragraph("", "میان") +
      item(2, "از سبک", 1) +
      paragraph('<w:pStyle w:val="ListBullet3"/>', "گلوله") +
      item(10, "دایره"),
  });
  expect(kinds.slice(4)).toEqual([
    "number 0",
    "number 0",
    "number 1",
    "paragraph",
    "number 0",
    "number 0",
    "paragraph",
    "number 0",
    "paragraph",
    "number 1",
    "bullet 2",
    "bullet 0",
  ]);
  expect(lost).toEqual(["number 1 1.", "number 6 أ)", "number 8 3-", "number 13 2.1"]);
});

test("DX5: what is said of every paragraph holds for one that says nothing; a language against most letters does not", () => {
  const bidi = "<w:docDefaults><w:pPrDefault><w:pPr><w:bidi/></w:pPr></w:pPrDefault></w:docDefaults>";
  const turned = read({ styles: bidi, body: TITLE + paragraph("", "iPhone") + paragraph('<w:bidi w:val="0"/>', "iPhone") });
  expect(turned.doc.children.map((block) => directionOfBlock(block, "rtl"))).toEqual(["rtl", "rtl", "ltr"]);
  const languageOf = (said: string, words: string, program = ""): string | null =>
    read({
      body: paragraph("", words),
      files: {
        "_rels/.rels":
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="x/core-properties" Target="core.xml"/><Relationship Id="c" Type="x/extended-properties" Target="app.xml"/></Relationships>',
        "core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>${said}</dc:language></cp:coreProperties>`,
        "app.xml": `<Properties xmlns="x"><Application>${program}</Application></Properties>`,
      },
    }).language;
  expect(languageOf("en-US", "پل نو گشوده شد")).toBe("fa");
  expect(languageOf("en-US", "پل نو گشوده شد", "Tahrir")).toBe("en");
  expect(languageOf("en-US", "The bridge (پل) was opened")).toBe("en");
  expect(languageOf("fa-IR", "The bridge was opened")).toBe("fa");
  expect(languageOf("", "ئەمە کوردییە، لێرە")).toBe("ckb");
});

const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const field = (instruction: string, result: string): string =>
  `${mark("begin")}<w:r><w:instrText>${instruction}</w:instrText></w:r>${mark("separate")}${result}${mark("end")}`;
const entry = (words: string, before = ""): string =>
  paragraph(
    "",
    before + `<w:hyperlink w:anchor="_Toc1">${text(words)}<w:r><w:tab/></w:r>${field("PAGEREF _Toc1 \\h", text("۲"))}</w:hyperlink>`,
  );

test("DX1: a table of contents, fields over several paragraphs, marks of the program and controls lose no word", () => {
  const contents = `${mark("begin")}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>${mark("separate")}`;
  const { lines } = read({
    body:
      TITLE +
      `<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent>${entry("فصل یک", contents)}${entry("فصل دو")}${paragraph("", mark("end"))}</w:sdtContent></w:sdt>` +
      paragraph(
        "",
        `<w:bookmarkStart w:id="0" w:name="_GoBack"/>${text("سلا")}<w:proofErr w:type="spellStart"/>${text("م")}<w:bookmarkEnd w:id="0"/>`,
        "<w:r><w:lastRenderedPageBreak/><w:t> دنیا</w:t></w:r>",
        `<w:smartTag><w:customXml>${text(" و")}</w:customXml></w:smartTag><w:sdt><w:sdtContent>${text(" همه")}</w:sdtContent></w:sdt>`,
      ),
  });
  expect(lines).toEqual(["تیتر", "فصل یک\t۲", "فصل دو\t۲", "", "سلام دنیا و همه"]);
});

/** A document of a word processor that somebody made to do harm: it becomes an article, or is refused with a reason, within bounds. */
import { deflateRawSync } from "node:zlib";
import { strToU8, unzipSync, zipSync } from "fflate";
import { fromBase64 } from "lib0/buffer";
import { expect, test } from "vitest";
import { DocxError } from "../../shared/import/docx/docx-error.ts";
import { readDocx, type ImportedDocx } from "../../shared/import/docx/docx.ts";
import { fillReviewed } from "../../shared/reviewed-article/fill-reviewed.ts";
import { docxOf, NAMES, paragraph, text } from "../docx-package.ts";
import { DOT } from "../reviewed-article-generator.ts";

const MB = 1024 * 1024;

function refusal(bytes: Uint8Array): string {
  try {
    readDocx(bytes);
  } catch (error) {
    if (error instanceof DocxError) return error.code;
    throw error;
  }
  return "read";
}

/** Reads what may be read, and makes an article of it. */
function readOrRefuse(bytes: Uint8Array): ImportedDocx | null {
  try {
    const read = readDocx(bytes);
    read.article.doc.check();
    fillReviewed(read.article, { line: "{author}", rest: "{author}" });
    return read;
  } catch (error) {
    if (error instanceof DocxError) return null;
    throw error;
  }
}

/** A package of which the document is these packed bytes, and says that it is unpacked to `said`. */
function bomb(packed: Uint8Array, said: number): Uint8Array {
  const bytes = docxOf({ body: "" });
  const parts = unzipSync(bytes);
  delete parts["word/document.xml"];
  const name = strToU8("word/document.xml");
  const rest = zipSync(parts, { level: 0 });
  const end = rest.length - 22;
  const view = new DataView(rest.buffer);
  const directory = view.getUint32(end + 16, true);
  const head = (signature: number, length: number): Uint8Array => {
    const header = new Uint8Array(length);
    const own = new DataView(header.buffer);
    const at = signature === 0x02014b50 ? 2 : 0;
    own.setUint32(0, signature, true);
    own.setUint16(8 + at, 8, true);
    own.setUint32(18 + at, packed.length, true);
    own.setUint32(22 + at, said, true);
    own.setUint16(26 + at, name.length, true);
    if (at > 0) own.setUint32(42, directory, true);
    return header;
  };
  const local = [head(0x04034b50, 30), name, packed];
  const entry = [head(0x02014b50, 46), name];
  const last = rest.slice(end);
  const tail = new DataView(last.buffer);
  const count = tail.getUint16(10, true) + 1;
  tail.setUint16(8, count, true);
  tail.setUint16(10, count, true);
  const shift = local.reduce((sum, { length }) => sum + length, 0);
  tail.setUint32(16, directory + shift, true);
  return concat([rest.subarray(0, directory), ...local, rest.subarray(directory, end), ...entry, last]);
}

function concat(all: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of all) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

test("DX2: a part of 100 MB, and one that says that it is small, are given up while they are unpacked", () => {
  const zeros = deflateRawSync(new Uint8Array(100 * MB), { level: 1 });
  expect(refusal(bomb(zeros, 100 * MB))).toBe("huge");
  expect(refusal(bomb(zeros, 10))).toBe("huge");
  expect(refusal(bomb(deflateRawSync(new Uint8Array(10)), 10))).toBe("broken");
});

const headerRelation = (i: number): string => `<Relationship Id="h${i}" Type="x/header" Target="header.xml"/>`;

test("DX2: parts that are small one by one, and that are named again and again, are counted together", { tags: "long" }, () => {
  const header = strToU8(`<w:hdr ${NAMES}>${" ".repeat(20 * MB)}</w:hdr>`);
  const names = Array.from({ length: 50 }, (_, i) => headerRelation(i)).join("");
  const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names}</Relationships>`;
  expect(refusal(docxOf({ body: paragraph("", "م"), files: { "word/header.xml": header, "word/_rels/document.xml.rels": rels } }))).toBe(
    "huge",
  );
});

test("DX2: entities that grow, entities that name files and document types of any kind are refused", () => {
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  const file = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
  const outer = '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">';
  for (const type of [laughs, file, outer]) {
    const document = `${type}<w:document ${NAMES}><w:body>${paragraph("", "&b;&f;")}</w:body></w:document>`;
    expect(refusal(docxOf({ body: "", files: { "word/document.xml": document } }))).toBe("broken");
    expect(refusal(docxOf({ body: "", styles: "", files: { "word/styles.xml": `${type}<w:styles ${NAMES}/>` } }))).toBe("broken");
  }
  expect(refusal(docxOf({ body: paragraph("", "&nbsp;") }))).toBe("broken");
});

const nested = (name: string, times: number): string => `<w:${name}>`.repeat(times) + `</w:${name}>`.repeat(times);

test("DX2: nesting without end is refused, and circles of styles, fields and answers end", () => {
  for (const name of ["tbl", "sdt", "ins", "p"]) expect(refusal(docxOf({ body: nested(name, 100_000) }))).toBe("broken");
  const styles = ["a", "b"]
    .map((id) => `<w:style w:type="paragraph" w:styleId="${id}"><w:basedOn w:val="${id === "a" ? "b" : "a"}"/></w:style>`)
    .join("");
  const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(5000);
  const comments =
    '<w:comment w:id="1" w:author="x"><w:p w14:paraId="1"/></w:comment><w:comment w:id="2" w:author="x"><w:p w14:paraId="2"/></w:comment>';
  const commentsExtended = '<w15:commentEx w15:paraId="1" w15:paraIdParent="2"/><w15:commentEx w15:paraId="2" w15:paraIdParent="1"/>';
  const read = readOrRefuse(
    docxOf({ styles, comments, commentsExtended, body: paragraph('<w:pStyle w:val="a"/>', "م") + paragraph("", begin) }),
  );
  expect(read?.article.doc.textContent).toBe("م");
});

test("DX2: a package that hides a second part of one name, leads out of itself, or is locked is refused", () => {
  const evil = docxOf({ body: paragraph("", "م"), files: { "WORD/document.xml": `<w:document ${NAMES}/>` } });
  expect(refusal(evil)).toBe("broken");
  const rels =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>';
  expect(refusal(docxOf({ body: "", files: { "_rels/.rels": rels } }))).toBe("package");
  expect(refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe("encrypted");
  expect(refusal(zipSync({ "a.txt": strToU8("x") }))).toBe("package");
  for (const bytes of [new Uint8Array(), strToU8("PK"), strToU8("x".repeat(100))]) expect(refusal(bytes)).toBe("package");
});

test("DX2: one note that is named a million times stands there once, and pictures that are shown too often are left out", () => {
  const sign = '<w:r><w:footnoteReference w:id="2"/></w:r>'.repeat(10_000);
  const footnotes = `<w:footnote w:id="2"><w:p><w:r><w:t>${"منبع ".repeat(1000)}</w:t></w:r></w:p></w:footnote>`;
  expect(readOrRefuse(docxOf({ footnotes, body: paragraph("", sign) }))!.article.doc.content.size).toBeLessThan(50_000);
  const dot = fromBase64(DOT.slice(DOT.indexOf(",") + 1));
  const picture = new Uint8Array(4 * MB);
  picture.set(dot);
  const shown = paragraph("", '<w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r>').repeat(100);
  const { article, losses } = readOrRefuse(docxOf({ body: paragraph("", "م") + shown, pictures: { p: picture } }))!;
  expect(article.doc.children.filter(({ attrs }) => attrs["src"] !== undefined && attrs["src"] !== null)).toHaveLength(8);
  expect(losses.filter(({ kind }) => kind === "picture")).toHaveLength(92);
});

const FORGED = `w:id="1" w:author="\u202Eسارا\nمدیر ${"x".repeat(500)}" w:date="9999-99-99"`;

test("DX9 BD10: names, links and pictures of a document neither turn a text, nor run something, nor speak in another's name", () => {
  const links = { l1: "javascript:alert(1)", l2: "file:///etc/passwd", l3: "https://example.com/" };
  const body =
    paragraph("", "\u202Eevil") +
    paragraph(
      "",
      ...Object.keys(links).map((id) => `<w:hyperlink r:id="${id}">${text("x")}</w:hyperlink>`),
      `<w:ins ${FORGED}>${text("y")}</w:ins>`,
    );
  const { article } = readOrRefuse(docxOf({ body, links }))!;
  expect(JSON.stringify(article.doc.toJSON())).not.toMatch(/javascript:|file:|[\u202A-\u202E]/);
  const [{ author, at }] = article.suggestions as [(typeof article.suggestions)[number]];
  expect(author).not.toMatch(/[\n\u202A-\u202E]/);
  expect(author.length).toBeLessThanOrEqual(102);
  expect(at).toBe(0);
});

test("DX2: names that every object has are names like others", () => {
  const styles = '<w:style w:type="paragraph" w:styleId="__proto__"><w:name w:val="constructor"/></w:style>';
  const body =
    paragraph('<w:pStyle w:val="__proto__"/>', text("م", '<w:rStyle w:val="constructor"/>')) +
    paragraph('<w:numPr><w:ilvl w:val="1e9"/><w:numId w:val="toString"/></w:numPr>', "x");
  expect(readOrRefuse(docxOf({ styles, body }))!.article.doc.textContent).toBe("مx");
});

const insertion = (i: number): string =>
  `<w:ins w:id="${i}" w:author="a${i % 7}" w:date="2026-01-02T03:04:05Z">${text("و")}</w:ins>${text("ا")}`;

test("DX2: thousands of changes are as many suggestions, in time that grows with them", { tags: "long" }, () => {
  const body = paragraph("", "م") + paragraph("", Array.from({ length: 4000 }, (_, i) => insertion(i)).join(""));
  expect(readOrRefuse(docxOf({ body }))!.article.suggestions).toHaveLength(4000);
});

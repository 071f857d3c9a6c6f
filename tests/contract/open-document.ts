/** A document of LibreOffice with what newsrooms' documents have, as one file of OpenDocument. */
import { DOT } from "../reviewed-article-generator.ts";

const NAMES = ["office", "style", "text", "table", ["draw", "drawing"], ["fo", "xsl-fo-compatible"], ["svg", "svg-compatible"]]
  .map((one) => (typeof one === "string" ? [one, one] : one))
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
  )
  .join(" ");

const styled = (name: string, parent: string, more = ""): string =>
  `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="${parent}"><style:paragraph-properties style:writing-mode="rl-tb"${more.startsWith("<") ? `>${more}</style:paragraph-properties>` : `${more}/>`}</style:style>`;
const letters = (name: string, look: string): string =>
  `<style:style style:name="${name}" style:family="text"><style:text-properties ${look}/></style:style>`;

const STYLES = [
  '<style:style style:name="Standard" style:family="paragraph"/>',
  '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>',
  '<style:style style:name="Title" style:family="paragraph"/><style:style style:name="Quotations" style:family="paragraph"/>',
].join("");

const AUTOMATIC = [
  styled("R", "Standard"),
  styled("Title1", "Title"),
  styled("Head1", "Heading_20_1"),
  styled("Quote1", "Quotations"),
  styled("Page", "Standard", ' fo:break-before="page"'),
  styled("Drop", "Standard", '<style:drop-cap style:length="1" style:lines="3"/>'),
  letters("Bold", 'fo:font-weight="bold" style:font-weight-complex="bold"'),
  letters("Super", 'style:text-position="super 58%"'),
  letters("Hidden", 'text:display="none"'),
  '<style:style style:name="Columns" style:family="section"><style:section-properties><style:columns fo:column-count="2"/></style:section-properties></style:style>',
  '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>',
  '<style:page-layout style:name="Sheet"><style:page-layout-properties style:writing-mode="rl-tb"/><style:header-style/></style:page-layout>',
].join("");

const MASTER =
  '<style:master-page style:name="Standard" style:page-layout-name="Sheet"><style:header><text:p>سرصفحه</text:p></style:header></style:master-page>';

const p = (content: string, style = "R"): string => `<text:p text:style-name="${style}">${content}</text:p>`;
const item = (...content: string[]): string => `<text:list-item>${content.join("")}</text:list-item>`;
const cell = (content: string): string => `<table:table-cell>${content}</table:table-cell>`;
const table = (...rows: string[][]): string =>
  `<table:table><table:table-column table:number-columns-repeated="2"/>${rows.map((cells) => `<table:table-row>${cells.map(cell).join("")}</table:table-row>`).join("")}</table:table>`;
const frame = (anchor: string, content: string): string =>
  `<draw:frame text:anchor-type="${anchor}" svg:width="3cm" svg:height="2cm">${content}</draw:frame>`;
const image = (alt: string): string =>
  `<draw:image><office:binary-data>${DOT.slice(DOT.indexOf(",") + 1)}</office:binary-data></draw:image><svg:desc>${alt}</svg:desc>`;

const BY = "<office:change-info><dc:creator>سارا</dc:creator><dc:date>2026-11-30T09:15:00</dc:date></office:change-info>";
const CHANGES = `<text:tracked-changes><text:changed-region text:id="c1"><text:insertion>${BY}</text:insertion></text:changed-region><text:changed-region text:id="c2"><text:deletion>${BY}<text:p>برداشته</text:p></text:deletion></text:changed-region></text:tracked-changes>`;
const NOTE =
  '<office:annotation office:name="a" loext:resolved="true"><dc:creator>امید</dc:creator><dc:date>2026-11-30T10:00:00</dc:date><text:p>بررسی شود</text:p></office:annotation>این واژه<office:annotation-end office:name="a"/>';

const BODY = [
  CHANGES,
  p("تیتر سند", "Title1"),
  p('بند <text:span text:style-name="Bold">درشت</text:span> و م<text:span text:style-name="Super">۲</text:span> می\u200Cرود iPhone 15.'),
  '<text:h text:style-name="Head1" text:outline-level="1">میان‌تیتر</text:h>',
  `<text:list text:style-name="Numbers">${item(p("یک"))}${item(p("دو"), `<text:list>${item(p("الف"))}</text:list>`)}${item(p("سه"))}</text:list>`,
  p("نقل قول", "Quote1"),
  table([p("نام"), p("شهر")], [p("سارا"), table([p("تو"), p("تر")]) + p("تهران")]),
  p(`پیش${frame("paragraph", `<draw:text-box fo:min-height="1cm">${p("در جعبه")}</draw:text-box>`)} و پس`),
  p('<text:bookmark text:name="bm"/>صفحهٔ <text:page-number text:select-page="current">1</text:page-number>'),
  p('<text:a xlink:type="simple" xlink:href="https://example.com/a">پیوند iPhone</text:a> و <text:a xlink:href="#bm">درون</text:a>'),
  p('آغاز <text:change-start text:change-id="c1"/>افزوده <text:change-end text:change-id="c1"/>و <text:change text:change-id="c2"/> پایان'),
  p(`یادداشت ${NOTE} است`),
  p('نرم\u00ADخط<text:tab/>تب<text:s text:c="2"/>فاصله<text:line-break/>سطر', "Page"),
  p("در آغاز بند", "Drop"),
  p(frame("as-char", image("درون خط"))),
  p(`لنگر${frame("paragraph", image("لنگری"))}`),
  `<text:section text:style-name="Columns" text:name="S">${p("ستون یک")}${p("ستون دو")}</text:section>`,
  p('پیدا<text:span text:style-name="Hidden">پنهان</text:span>'),
].join("");

export const OPEN_DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?><office:document ${NAMES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>${STYLES}</office:styles><office:automatic-styles>${AUTOMATIC}</office:automatic-styles><office:master-styles>${MASTER}</office:master-styles><office:body><office:text>${BODY}</office:text></office:body></office:document>`;

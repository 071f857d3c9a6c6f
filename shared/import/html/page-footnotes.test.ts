import { expect, test } from "vitest";
import { footnotesOf, referenceOf } from "../../article/model/footnotes.ts";
import { readArticle } from "./import-html.ts";
import { findElement, named } from "./page.ts";
import { parsePage } from "./parse.ts";

/** Blocks as lines, with the numbers of footnotes where something refers to them. */
function read(body: string): string[] {
  const root = parsePage(`<html lang="fa"><body><h1>تیتر</h1>${body}</body></html>`);
  const { doc } = readArticle(root, findElement(root, named("body"))!, "fa");
  const { numbers } = footnotesOf(doc);
  return doc.children.slice(1).map((block) => {
    const text = block.children.map((node) => node.text ?? `[${numbers.get(referenceOf(node)!)}]`).join("");
    const number = numbers.get(String(block.attrs["footnote"]));
    return `${block.type.name}${number === undefined ? "" : ` ${number}`}: ${text}`;
  });
}

const EXPECTED = ["paragraph: پل[1] باز شد[2]", "footnote 1: سال ۱۹۰۲", "footnote 2: به گفتهٔ پلیس"];

test.each([
  [
    "pandoc",
    '<p>پل<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> باز شد<a href="#fn2" id="fnref2" role="doc-noteref"><sup>2</sup></a></p><section id="footnotes" role="doc-endnotes"><hr hidden><ol><li id="fn1"><p>سال ۱۹۰۲<a href="#fnref1" role="doc-backlink">↩︎</a></p></li><li id="fn2"><p>به گفتهٔ پلیس<a href="#fnref2" role="doc-backlink">↩︎</a></p></li></ol></section>',
  ],
  [
    "GitHub",
    '<p>پل<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup> باز شد<sup><a href="#user-content-fn-2" data-footnote-ref>2</a></sup></p><section data-footnotes><ol><li id="user-content-fn-1"><p>سال ۱۹۰۲ <a href="#user-content-fnref-1" data-footnote-backref>↩</a></p></li><li id="user-content-fn-2"><p>به گفتهٔ پلیس <a href="#x" data-footnote-backref>↩</a></p></li></ol></section>',
  ],
  [
    "Word",
    '<p class=MsoNormal>پل<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> باز شد<a href="#_ftn2" name="_ftnref2"><span>[2]</span></a></p><div style="mso-element:footnote-list"><div style="mso-element:footnote" id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> سال ۱۹۰۲</p></div><div id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2"><span>[2]</span></a> به گفتهٔ پلیس</p></div></div>',
  ],
  [
    "LibreOffice",
    '<p>پل<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup> باز شد<a class="sdfootnoteanc" href="#sdfootnote2sym"><sup>2</sup></a></p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>سال ۱۹۰۲</p></div><div id="sdfootnote2"><p><a class="sdfootnotesym" href="#sdfootnote2anc">2</a>به گفتهٔ پلیس</p></div>',
  ],
])("DX31: footnotes of a page by %s are footnotes", (_program, page) => {
  expect(read(page)).toEqual(EXPECTED);
});

test("DX31: a link that leads nowhere in the page, or to no footnote, is none", () => {
  expect(read('<p>پل<a href="#fn9" role="doc-noteref">9</a> و <a href="#end">پایان</a></p><p id="end">متن</p>')).toEqual([
    "paragraph: پل9 و پایان",
    "paragraph: متن",
  ]);
});

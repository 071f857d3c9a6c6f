import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import * as prng from "lib0/prng";
import { runs, seed } from "../../tests/seed.ts";
import { DrawingRefused, isDrawing, readDrawing } from "./drawing.ts";

const NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const svg = (inner: string, more = 'viewBox="0 0 100 50"'): string => `<svg ${NS} ${more}>${inner}</svg>`;
const inner = (text: string): string => /^<svg [^>]*>(.*)<\/svg>$/s.exec(readDrawing(svg(text)).svg)![1]!;
const refusal = (text: string): string => {
  try {
    readDrawing(text);
  } catch (error) {
    if (error instanceof DrawingRefused) return `${error.message}${error.isTooLarge ? " (too large)" : ""}`;
    throw error;
  }
  return "";
};

test("PI25: shapes, text, gradients, references and rules of style are kept as they are", () => {
  for (const kept of [
    '<rect x="1" width="5" height="5" fill="#fff"></rect>',
    '<g transform="rotate(45)"><path d="M0 0L5 5z" stroke="red"></path></g>',
    '<defs><linearGradient id="a"><stop offset="0" stop-color="red"></stop></linearGradient></defs><circle r="4" fill="url(#a)"></circle>',
    '<text x="1" direction="rtl">پل <tspan font-weight="bold">باز</tspan> شد &amp; &lt;</text>',
    '<style>.a{fill:red;stroke:url(#a)}</style><path class="a" style="fill-opacity:.5"></path>',
    '<symbol id="s"><path d="M0 0"></path></symbol><use xlink:href="#s" x="4"></use>',
    '<image width="1" height="1" xlink:href="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></image>',
  ]) {
    expect(inner(kept)).toBe(kept);
    expect(readDrawing(svg(kept)).isReduced).toBe(false);
  }
  expect(inner('<rect onload="x" onClick="y" width="1"/>')).toBe('<rect width="1"></rect>');
  expect(inner('<title>T</title><metadata><rdf:RDF xmlns:rdf="x"/></metadata><a href="http://x"><path/></a>')).toBe("<g><path></path></g>");
});

test.for([
  ["a script", "<script>alert(1)</script>", ""],
  ["a script of another namespace", '<s:script xmlns:s="http://www.w3.org/2000/svg">x</s:script>', ""],
  ["a page", "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><img src='x' onerror='y'/></body></foreignObject>", ""],
  ["what moves", '<rect><animate attributeName="x"/><set attributeName="href" to="javascript:x"/></rect>', "<rect></rect>"],
  ["a filter", '<filter id="f"><feGaussianBlur/></filter><rect filter="url(#f)"/>', "<rect></rect>"],
  ["a drawing elsewhere", '<use href="http://x/a.svg#a"/><use xlink:href="file:///etc/passwd#a"/>', "<use></use><use></use>"],
  ["a picture elsewhere", '<image href="http://x/a.png"/>', "<image></image>"],
  ["a drawing in a drawing", '<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "<image></image>"],
  ["a picture that is none", '<image href="data:image/png;base64,PHN2Zz4="/>', "<image></image>"],
  ["an address in a colour", '<rect fill="url(http://x/#a)"/>', "<rect></rect>"],
  ["an address in a style", '<rect style="fill:url(http://x);x:1"/>', '<rect style=";x:1"></rect>'],
  ["rules from elsewhere", "<style>@import url(http://x);a{fill:red}</style>", "<style></style>"],
  ["rules in other spelling", "<style>a{f\\69ll:u\\72l(http://x)}</style>", "<style></style>"],
  ["a background", "<style>a{background:url(http://x)}b{fill:red}</style>", "<style>a{}b{fill:red}</style>"],
  ["a filter by rule", "<style>*{backdrop-filter:blur(9px);fill:red}</style>", "<style>*{;fill:red}</style>"],
  ["the end of a style", "<style>a{fill:red}&lt;/style&gt;&lt;script&gt;</style>", "<style></style>"],
] as const)("PI25: %s is left out, and it is said", ([, text, left]) => {
  expect(inner(text)).toBe(left);
  expect(readDrawing(svg(text)).isReduced).toBe(true);
});

test.for([
  ["entities", `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${svg("<text>&b;</text>")}`, "a document type of its own"],
  ["a file as entity", `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${svg("<text>&a;</text>")}`, "a document type of its own"],
  ["an unknown entity", svg("<text>&b;</text>"), "undefined entity"],
  ["no end", `<svg ${NS} viewBox="0 0 1 1"><g>`, "unclosed tag"],
  ["no drawing", "<html xmlns='http://www.w3.org/1999/xhtml'/>", "no drawing"],
  ["nothing", "", "document must contain a root element."],
  ["no size", svg("", ""), "a drawing without a size"],
  ["no breadth", svg("", 'viewBox="0 0 0 5"'), "a drawing without a size"],
  ["a line", svg("", 'viewBox="0 0 1000000 1"'), "a drawing with no height or no breadth"],
  ["more than can be counted", svg("", 'viewBox="0 0 1e308 1e308"'), "a drawing without a size"],
  ["too many elements", svg("<g/>".repeat(10_001)), "too many elements (too large)"],
  ["too many that are left out", svg(`<metadata>${"<x/>".repeat(10_001)}</metadata>`), "too many elements (too large)"],
  ["too deep", svg("<g>".repeat(65) + "</g>".repeat(65)), "nested too deeply (too large)"],
  ["too deep where nothing is kept", svg("<x>".repeat(65) + "</x>".repeat(65)), "nested too deeply (too large)"],
  [
    "a billion",
    svg(
      `<g id="u0"><path/></g>${Array.from({ length: 9 }, (_, i) => `<g id="u${i + 1}">${`<use href="#u${i}"/>`.repeat(10)}</g>`).join("")}<use href="#u9"/>`,
    ),
    "too much to draw (too large)",
  ],
  ["itself", svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "a drawing in itself"],
  ["a pattern in itself", svg('<pattern id="p"><rect fill="url(#p)"/></pattern>'), "a drawing in itself"],
  [
    "markers",
    svg(`<marker id="m">${"<path/>".repeat(100)}</marker><path marker-mid="url(#m)" d="M0 0${"L1 1".repeat(500)}"/>`),
    "too much to draw (too large)",
  ],
  ["masks", svg(`<mask id="m"><rect/></mask>${'<rect mask="url(#m)"/>'.repeat(301)}`), "too much to draw (too large)"],
  [
    "a pattern for all",
    svg(`<style>*{fill:url(#p)}</style><pattern id="p">${"<path/>".repeat(9)}</pattern>`),
    "too much to draw (too large)",
  ],
  ["a large file", svg(`<!--${"x".repeat(4 * 2 ** 20)}-->`), "the file is too large (too large)"],
] as const)("PI26: %s is refused", ([, text, why]) => {
  expect(refusal(text)).toContain(why);
});

test("PI26: the size is said in any unit, or by what is drawn", () => {
  const ratio = (more: string): number => Math.round(readDrawing(svg("", more)).ratio * 100) / 100;
  expect(ratio('viewBox="0 0 200 100"')).toBe(2);
  expect(ratio('width="100%" height="100%" viewBox="0,0,200,100"')).toBe(2);
  expect(ratio('width="96px" height="1in"')).toBe(1);
  expect(ratio('width="10mm" height="1cm" viewBox="0 0 200 100"')).toBe(1);
  expect(readDrawing(svg("", 'width="30" height="10"')).svg).toContain('viewBox="0 0 30 10"');
});

test("PI25: a file is SVG by how it begins, and no page is", () => {
  for (const yes of [
    "<svg>",
    "\uFEFF<?xml version='1.0'?>\n<svg ",
    '<!-- a --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN">\n<svg\n',
    "<s:svg xmlns:s=''>",
  ])
    expect(isDrawing(yes)).toBe(true);
  for (const no of ["", "<html><svg>", "<!doctype html><svg>", "PNG", "<svgx>", "{}"]) expect(isDrawing(no)).toBe(false);
});

test("PI25: whatever a file holds, what comes of it is XML without scripts, handlers and addresses, or it is refused", () => {
  const gen = prng.create(seed);
  const parts = [
    "<script>",
    "</script>",
    "<g",
    ">",
    "</g>",
    "/>",
    "<use",
    " href=",
    '"#a"',
    '"http://x"',
    " onload=",
    "'x'",
    "<style>",
    "</style>",
    "@import",
    "url(//x)",
    "\\75rl(x)",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&#60;script&#62;",
    "&amp;",
    "<image",
    ' xlink:href="javascript:x"',
    ' style="',
    '"',
    "{",
    "}",
    ";",
    "fill:",
    "<foreignObject>",
    "</foreignObject>",
    " id='a'",
    "\0",
    "\u2028",
  ];
  for (let run = 0; run < runs(3000); run++) {
    let text = "";
    for (let length = prng.int32(gen, 0, 14); length >= 0; length--) text += prng.oneOf(gen, parts);
    let drawing: string;
    try {
      drawing = readDrawing(svg(text)).svg;
    } catch (error) {
      if (error instanceof DrawingRefused) continue;
      throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
    new SaxesParser({ xmlns: true }).write(drawing).close();
    expect(drawing.replace(/^<svg [^>]*>/, ""), `seed ${seed}: ${JSON.stringify(text)}`).not.toMatch(
      /<script|<foreignObject|\son\w+=|http:|\/\/x|javascript:|@import|\\/i,
    );
  }
});

/** A page that somebody made to do harm: it becomes an article, or is refused with a reason, within bounds. */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { ImportError } from "../../shared/import/imported-file.ts";
import { readFile } from "../../shared/import/read-file.ts";
import { runs, seed } from "../seed.ts";
import { processorTime } from "../processor-time.ts";

/** The article as JSON, or why there is none. */
function read(html: string): string {
  try {
    const { rooms } = readFile("page.html", new TextEncoder().encode(html), TextDecoder);
    const doc = new Y.Doc();
    bodyOf(doc);
    Y.applyUpdate(doc, rooms.body);
    const article = projectBody(bodyOf(doc));
    article.check();
    return JSON.stringify(article.toJSON());
  } catch (error) {
    if (error instanceof ImportError) return error.code;
    throw error;
  }
}

test("DX14: a page tries to run scripts, to load from elsewhere and to be Tahrir's own", () => {
  const article = read(`<h1 onclick="alert(1)">تیتر</h1><script>alert(1)</script><base href="https://evil.example/">
    <p><a href="javascript:alert(1)">یک</a> <a href=" java&#10;script:alert(1)">دو</a> <a href="data:text/html,x">سه</a></p>
    <img src="javascript:alert(1)" alt="تصویر"><img src="data:text/html;base64,PHNjcmlwdD4=" alt="صفحه"><img src="file:///etc/passwd" alt="راز">
    <svg><script>alert(1)</script><text>نقش</text></svg><iframe srcdoc="<p>درون</p>"></iframe><math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>
    <template><p>الگو</p></template><noscript><p>بی‌اسکریپت</p></noscript><link rel="stylesheet" href="https://evil.example/a.css">
    <p data-tahrir='{"kind":"figure","src":"javascript:alert(1)"}'><img src="javascript:alert(1)">ما</p>
    <p data-tahrir='{"kind":"__proto__","level":{"toString":1}}'>او</p><span data-tahrir-value='{"evil":1}'>ارزش</span>`);
  for (const evil of ["javascript", "script:", "alert", "data:text", "file:", "evil.example", "درون", "الگو"])
    expect(article).not.toContain(evil);
  for (const kept of ["تیتر", "یک", "دو", "سه", "او"]) expect(article).toContain(kept);
});

test("DX14: a page tries to turn the order of what stands behind its words", () => {
  const article = read("<p>تیتر</p><p>\u202Eevil\u2066 one</p><p>two</p>");
  expect(article).not.toContain("\u202E");
  expect(article).toContain("\u2069");
});

test("DX19: a page is nested so deep that whoever reads it would fall", () => {
  for (const tag of ["div", "blockquote", "ul><li", "table><tr><td", "span", "font", "bdi", "figure"]) {
    expect([tag, read(`<p>x</p>${`<${tag}>`.repeat(3000)}y`)]).toEqual([tag, "page"]);
    expect([tag, read(`<p>x</p>${`<${tag}>`.repeat(300_000)}y`)]).toEqual([tag, "page"]);
  }
});

/** Each took minutes, or more, before it was bounded. */
const PAGES: readonly [string, string, "long"?][] = [
  ["opens formatting elements that are opened again in each paragraph", "<p><b><i><u><s><font>".repeat(5000)],
  ["closes what is not open, far away", `<p>${"<a><div>".repeat(200)}${"</a>".repeat(100_000)}`],
  ["puts much before a table that is not closed", `<p>a<table>${"<q>x</q>".repeat(100_000)}`, "long"],
  ["writes 300,000 attributes on one element", `<p ${Array.from({ length: 300_000 }, (_, i) => `a${i}`).join(" ")}>x`],
  [
    "names 900 classes on each of 3,000 paragraphs",
    `<style>.a { display: none }</style>${`<p class="${"a b c ".repeat(300)}">x`.repeat(3000)}`,
    "long",
  ],
  ["has a style sheet of half a comment", `<style>${"/*a".repeat(500_000)}</style><p>x`],
  ["has 300,000 options of one choice", `<p>a<select>${"<option>x".repeat(300_000)}`, "long"],
  ["hides a text in elements that are all hidden", `${"<div aria-hidden=true>".repeat(400)}${"<p>x</p>".repeat(15_000)}`, "long"],
  ["nests rows of tables", `<p>a${"<table><tr><td>a<td>b".repeat(100)}${"<p>x</p>".repeat(10_000)}`, "long"],
  ["has more blocks than an article may have", "<p>x".repeat(500_000), "long"],
  ["says that its encoding is the pattern that looks for one", `<meta ${"charset ".repeat(100)}`],
];
for (const [does, html, tags = []] of PAGES)
  test(`DX19: a page that ${does} is read or refused within seconds`, { tags }, () => {
    expect(processorTime(() => read(html))).toBeLessThan(30_000);
  });

test(`DX14 DX19: any page is an article or is refused, and none of its words is made markup (${runs(150)} from seed ${seed})`, () => {
  const parts =
    "<p>|</p>|<h1>|</h1>|<h2>|<table>|<tr>|<td>|</table>|<ul>|<ol>|<li>|</ul>|<b>|</b>|<i>|</i>|<a href=x>|</a>|<a href='https://a.example'>|<blockquote>|</blockquote>|<figure>|<img src=data:image/png;base64,AA>|<figcaption>|</figure>|<div dir=rtl>|<div dir=ltr>|</div>|<bdi>|</bdi>|<svg>|</svg>|<math>|<template>|</template>|<select>|<style>|</style>|<script>|</script>|<!--|-->|<![CDATA[|<?x|&amp;|&#0;|&#x202E;|\0|<header>|</header>|<body>|<html lang=he>|<frameset>|<plaintext>|<title>|</title>|<br>|<hr>|\n|\u2028|\uD800|\u200C|<p style='mso-list:l0 level2'>|<span data-tahrir>|<p data-tahrir='{}'>|\u00A0".split(
      "|",
    );
  for (let i = 0; i < runs(150); i++) {
    const gen = prng.create(seed + i);
    let html = "";
    for (let left = prng.int31(gen, 1, 60); left > 0; left--) html += prng.bool(gen) ? prng.oneOf(gen, parts) : `واژه${left} `;
    const article = read(html);
    expect(article, `seed ${seed + i}\n${html}`).not.toMatch(/javascript:|"src":"data:image\/png;base64,AA\b.*<script/);
  }
});

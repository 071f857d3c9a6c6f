/** What somebody writes into an article to have it do something where it is printed. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { printPdf } from "../../main/pdf/print-pdf.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { chromiumProgram, sharedBrowser } from "../browser/chromium.ts";
import { readPdf } from "../pdf.ts";
import { articleOf, block, PRINTED_AT, printedPage } from "../printed-page.ts";

let spy: Server;
let asked: string[];
let origin: string;

beforeAll(async () => {
  asked = [];
  spy = createServer(({ url }, response) => {
    asked.push(url!);
    response.end("x");
  });
  await new Promise<void>((resolve) => spy.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(spy.address() as AddressInfo).port}`;
});

afterAll(() => spy.close());

const hostile = (): string => {
  const css = `"; } } @import url(${origin}/import); body { background: url(${origin}/background) } </style><script>fetch("${origin}/script")</script>`;
  const paragraph = schema.node("paragraph", { dir: `rtl" onload="fetch('${origin}/dir')` }, [
    schema.text(`<img src=x onerror="fetch('${origin}/image')">`),
    schema.text("link", [schema.mark("link", { value: `javascript:fetch("${origin}/link")` })]),
    schema.text("data", [schema.mark("link", { value: "data:text/html,<script>1</script>" })]),
    schema.text("isolate", [schema.mark("dir", { value: `"><script>fetch("${origin}/isolate")</script>` })]),
  ]);
  const picture = (src: string) => block("figure", "", { src, alt: `"><script>fetch("${origin}/alt")</script>`, credit: "<b>c</b>" });
  const doc = articleOf(
    block("headline", css),
    paragraph,
    picture(`${origin}/picture`),
    picture(
      `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="fetch('${origin}/svg')"/>`).toString("base64")}`,
    ),
    picture(`data:image/png;base64,AA" onerror="fetch('${origin}/png')`),
  );
  const author = `</b><script>fetch("${origin}/author")</script>\u202E`;
  return printedPage(doc, "fa", {
    suggestions: [{ author, at: 1e300, inserted: [{ from: 0, to: 5 }], struck: [], forms: [], blockForms: [] }],
    threads: [
      {
        target: "range",
        from: -5,
        to: 1e9,
        isResolved: false,
        messages: [{ author, at: 1e300, text: `</p><iframe src="${origin}/frame">` }],
      },
      { target: "block", from: 1e9, to: 1e9, isResolved: false, messages: [{ author: "", at: PRINTED_AT, text: "\u202Eabc" }] },
    ],
  });
};

test("EX27: somebody writes markup, CSS and programs into headline, text, links, names and notes of an article that is printed", async () => {
  const page = await (await sharedBrowser()).newPage();
  try {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.setContent(hostile(), { waitUntil: "load" });
    const found = await page.evaluate(() => ({
      strange: [...document.body.querySelectorAll("script, iframe, object, embed, form, link, style, base, meta")].length,
      handlers: [...document.querySelectorAll("*")].flatMap(({ attributes }) => [...attributes]).filter(({ name }) => name.startsWith("on"))
        .length,
      addresses: [...document.querySelectorAll("[href], [src]")].map((one) => one.getAttribute("href") ?? one.getAttribute("src")!),
      sheets: document.styleSheets.length,
      background: getComputedStyle(document.body).backgroundImage,
    }));
    expect(found).toMatchObject({ strange: 0, handlers: 0, sheets: 1, background: "none" });
    for (const address of found.addresses) expect(address).toMatch(/^(#|data:image\/png;base64,)/);
    expect(errors).toEqual([]);
  } finally {
    await page.close();
  }
  expect(asked).toEqual([]);
});

test("EX21 EX27: somebody has a printed article ask another computer for something, or carry a program in its PDF", async () => {
  const pdf = await readPdf(await printPdf(await chromiumProgram(), hostile()));
  expect(pdf.hasScripts).toBe(false);
  expect(pdf.links.filter((link) => link !== "#")).toEqual([]);
  expect(asked).toEqual([]);
});

/** Pasted and dropped in a real editor view in Chromium: real events, real DataTransfer. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Data, PageFile } from "./clipboard/page.ts";
import { show } from "./clipboard/show.ts";
import {
  guarded,
  bare,
  openPages,
  closePages,
  text,
  block,
  article,
  paste,
  fromPage,
  fromText,
  fixture,
  shown,
  refused,
  GIF,
} from "./clipboard/pages.ts";

beforeAll(openPages);
afterAll(closePages);

describe("TX9: whole documents of other programs", () => {
  test.each<[string, string[]]>([
    [
      "word.html",
      [
        "heading 1: گزارش آب‌رسانی",
        "heading 2: چاه‌های کم‌آب",
        "سطح آب در سه سال گذشته [b:نُه متر] پایین رفته است؛ مدل [ltr:GRACE 2] هم همین را نشان می\u200Cدهد.",
        "بودجه دو برابر شد، نه کمتر، یعنی ۱۰\u00A0میلیارد.",
        "item bullet: دشت بالا",
        "item bullet 1: حلقهٔ یکم",
        "item number: دشت پایین",
        "quote: [i:«باران کافی نبود.»]",
        "rtl: English [u:notes] here",
        "سال | متر",
        "۱۴۰۰ | [b:۴۱]",
        "نقشهٔ دشت",
      ],
    ],
    [
      "docs.html",
      [
        "heading 1: بازار کتاب",
        "غرفه‌ها [b:شلوغ][i: بود][u: و][s: آرام] [https://example.org/book:اینجا]⏎سطر دوم",
        "item bullet: یکم",
        "item bullet 1: [b:یکم-یک]",
        "item number: First",
        "figure src=https://lh7.example.com/a alt=قفسه:",
        "H[sub:2]O و پایان",
        "نام | شمار",
      ],
    ],
    [
      "libreoffice.html",
      [
        "heading 2: نان و نمک",
        "آرد [b:گران] شد⏎و نان کوچک‌تر.",
        "item number: نانوایی محله⏎با دو تنور",
        "item bullet 1: تافتون",
        "[https://example.org/:پیوند] [s:خط‌خورده]",
        "divider:",
        "[c:  سطر یک][c:⏎][c:    سطر دو]",
      ],
    ],
    [
      "wiki.html",
      [
        "figure src=https://upload.example/pol.jpg alt=پل در شب credit=عکس: رها نیک‌پی: پل از [https://wiki.example/east:سمت خاور]",
        "[b:پل چوبی] (به [ltr:Wooden Bridge]) سازه‌ای است بر رود.[super:[۱]] iPad هم دارد.",
        "heading 2: پیشینه",
        "quote: از این پل گذشتیم.",
        "quote: و برنگشتیم.",
        "iPhone از آن عکس گرفت. [ltr:Ali] و [rtl:abc]",
        "اندازه‌ها",
        "| درازا | پهنا",
        "پل | ۴۰ متر⏎تقریبی | پرچم",
        "واژه",
        "معنا",
      ],
    ],
    [
      "mail.html",
      ["سلام نرگس جان،", "متن را خواندم.", "دو نکته:⏎یکی این", "یکی آن", "Thanks,", "Omid K.", "quote: پیام پیشین", "سطر⏎سطر  دوم"],
    ],
  ])("%s", async (name, lines) => expect(await fromPage(fixture(name))).toEqual(lines));
});

describe("TX9: pieces of a page", () => {
  test.each<[string, string, string[]]>([
    [
      "joiners, direction marks and isolates stay",
      "<p>می&zwnj;رود \u2067iOS\u2069 &rlm;.&lrm; ک\u200D \u061C</p>",
      ["می\u200Cرود \u2067iOS\u2069 \u200F.\u200E ک\u200D \u061C"],
    ],
    [
      "headings have three levels",
      "<h1>یک</h1><h3>سه</h3><h6>شش</h6><div role=heading aria-level=2>دو</div>",
      ["heading 1: یک", "heading 3: سه", "heading 3: شش", "heading 2: دو"],
    ],
    [
      "a heading is bold by itself",
      "<h2><b>یک</b> <strong>دو</strong></h2><h2>سه <b>چهار</b></h2>",
      ["heading 2: یک دو", "heading 2: سه [b:چهار]"],
    ],
    [
      "styles are marks, and undo tags",
      `<p><b style="font-weight:400">نه</b> <span style="font-weight:600;font-style:italic">آری</span> <i style="font-style:normal">نه</i> <u style="text-decoration:none">نه</u> <span style="text-decoration-line:underline line-through">هر دو</span></p>`,
      ["نه [i:[b:آری]] نه نه [s:[u:هر دو]]"],
    ],
    [
      "raised and lowered text, by elements and styles",
      `<p>m<sup>2</sup> CO<span style="vertical-align:sub">2</span> <sup style="vertical-align:baseline">نه</sup></p>`,
      ["m[super:2] CO[sub:2] نه"],
    ],
    [
      "languages that somebody said, and not those that programs and templates say (BD45)",
      `<div lang="en-US"><p lang="en-US">گفت <span lang="ar">قال محمد</span> و <q lang="FR">le mot</q></p><p><span lang="AR-SA">كتاب</span> تازه</p></div>`,
      ["گفت [ar:قال محمد] و [fr:le mot]", "كتاب تازه"],
    ],
    [
      "lists within lists",
      "<ul><li>یک<ol><li>دو<ul><li>سه</ul></ol><li>چهار</ul>",
      ["item bullet: یک", "item number 1: دو", "item bullet 2: سه", "item bullet: چهار"],
    ],
    [
      "a list deeper than eight",
      "<ul><li>x".repeat(12),
      Array.from({ length: 12 }, (_, i) => `item bullet${i === 0 ? "" : ` ${Math.min(8, i)}`}: x`),
    ],
    ["a list item without text of its own is none", "<ul><li><ul><li>درون</li></ul></li></ul>", ["item bullet 1: درون"]],
    ["one break is a line, two a paragraph", "<p>یک<br>دو<br><br>سه<br></p>", ["یک⏎دو", "سه"]],
    ["no empty paragraph", "<p>یک</p><p>&nbsp;</p><p><br></p><div></div><p>دو</p>", ["یک", "دو"]],
    ["no-break spaces that hold words together stay", "<p>۱۰&nbsp;کیلو،&nbsp; و<span>&nbsp;</span>بس&nbsp;</p>", ["۱۰\u00A0کیلو، و بس"]],
    ["the space copied beside a word stays a space", "<meta charset='utf-8'><span>واژه&nbsp;</span>", ["واژه "]],
    ["lines of a page are no lines", "<p>یک\r\n\t دو\u2028سه</p>", ["یک دو⏎سه"]],
    ["code", "<pre>a\n\tb\n\nc</pre><p>با <code>x = 1</code></p>", ["[c:a][c:⏎][c:\tb]", "[c:c]", "با [c:x = 1]"]],
    [
      "said direction wins over letters",
      `<p dir="RTL">iPhone آمد</p><p style="direction:ltr">متن</p><div dir=rtl><p>iOS</p></div><div dir=ltr><p>متن</p></div>`,
      ["iPhone آمد", "ltr: متن", "rtl: iOS", "متن"],
    ],
    ["without one, the text is followed", "<p>Ali آمد</p><p>علی came</p><p>۱۲</p>", ["Ali آمد", "علی came", "۱۲"]],
    [
      "isolated words",
      `<p>نام <bdi>Sara</bdi> و <span dir=ltr>+98 21</span><span dir=rtl> است</span></p>`,
      ["نام [ltr:Sara] و [ltr:+98 21] است"],
    ],
    ["a direction on all of the text is the paragraph's", `<p><span dir=ltr>one</span> <span dir=ltr>two</span></p>`, ["one two"]],
    [
      "links that lead nowhere good keep their text",
      `<p><a href="javascript:alert(1)">یک</a> <a href=" java\nscript:x">دو</a> <a href="data:text/html,x">سه</a> <a href="#here">چهار</a> <a href="https://a.example">پنج</a></p>`,
      ["یک دو سه چهار [https://a.example:پنج]"],
    ],
    [
      "a picture in a paragraph parts it",
      `<p>پیش <img src="https://a.example/1.png" alt="باغ" width=600> پس</p>`,
      ["پیش", "figure src=https://a.example/1.png alt=باغ:", "پس"],
    ],
    [
      "signs and pictures out of reach are their words",
      `<p>خوب <img src="https://a.example/e.png" alt="😀"> <img src="cid:1" alt="نما"> <img src="data:image/svg+xml,x" alt="خط"><img src="https://a.example/pixel" width=1 height=1></p>`,
      ["خوب 😀 نما خط"],
    ],
    [
      "a picture that waits for the reader",
      `<img src="data:image/gif;base64,R0lG" data-src="https://a.example/2.png">`,
      ["figure src=https://a.example/2.png:"],
    ],
    [
      "a table that lays out a page is no row",
      "<table><tr><td><h2>بخش</h2><p>متن</p></td><td><ul><li>یک</ul></td></tr></table>",
      ["heading 2: بخش", "متن", "item bullet: یک"],
    ],
    [
      "a table keeps every cell, and its pictures",
      `<table><tr><td>الف</td><td></td><td>پ<img src="https://a.example/1.png" width=300></td><td> </td></tr><tr><td></td><td></td></tr></table>`,
      ["الف | | پ", "figure src=https://a.example/1.png:"],
    ],
    [
      "what is hidden or not text goes",
      `<p>یک<span hidden>x</span><span style="visibility:hidden">x</span><a aria-hidden=true href="#a">¶</a><input value=x><select><option>x</select></p><template>x</template><noscript>x</noscript>`,
      ["یک"],
    ],
    [
      "an address of another program's data is text like any",
      `<p data-tahrir="javascript:1" data-kind="figure" onclick="x()">یک</p>`,
      ["یک"],
    ],
  ])("%s", async (_name, html, lines) => expect(await fromPage(html)).toEqual(lines));

  test("directions are told by the article's own", async () => {
    expect(await fromPage(`<p>متن</p><p>text</p><p dir=rtl>Ali</p>`, { baseDirection: "ltr" })).toEqual(["متن", "text", "rtl: Ali"]);
  });

  test("a page that shows nothing leaves its plain text", async () => {
    expect(await paste(guarded, { data: { "text/html": "<script>1</script>", "text/plain": "متن" } })).toEqual(["headline:", "متن"]);
  });
});

describe("TX9: plain text", () => {
  const WRAPPED = "باد از کوه می‌آمد و برگ‌های زرد چنار را تا میان کوچه می‌برد\nو پیرمرد هر روز همان جا می‌ایستاد.";
  test.each<[string, string, string[]]>([
    ["a chat is a paragraph a line", "نرگس: رسیدی؟\r\nامید: آری\nنرگس: خوب", ["نرگس: رسیدی؟", "امید: آری", "نرگس: خوب"]],
    ["blank lines part, single ones break", "یک\nدو\n \nسه\n", ["یک⏎دو", "سه"]],
    ["wrapped lines are joined", `${WRAPPED}\n\nپایان`, [WRAPPED.replace("\n", " "), "پایان"]],
    ["a list", "خرید:\n- نان\n  • شیر\n- آب\nپایان", ["خرید:", "item bullet: نان", "item bullet 1: شیر", "item bullet: آب", "پایان"]],
    ["a numbered list in any digits", "۱. یک\n2) دو\n\n۳- سه", ["item number: یک", "item number: دو", "item number: سه"]],
    ["one dash makes no list", "- نه\nآری\n۱۴۰۲. سال", ["- نه", "آری", "۱۴۰۲. سال"]],
    ["speech is no list", "– سلام\n– درود", ["– سلام", "– درود"]],
    ["marks of direction before a bullet stay", "\u200F- Ali\n\u200F- Sara", ["item bullet: \u200FAli", "item bullet: \u200FSara"]],
    ["every separator ends a line", "یک\u2028دو\u2029سه\vچهار\u0085پنج\fشش", ["یک", "دو", "سه", "چهار", "پنج", "شش"]],
    ["joiners stay, controls go", "\uFEFFمی\u200Cرود\u0000\u0007 \u2067a\u2069", ["می\u200Cرود \u2067a\u2069"]],
    ["each paragraph follows itself", "سلام\nHello", ["سلام", "Hello"]],
  ])("%s", async (_name, source, lines) => expect(await fromText(source)).toEqual(lines));

  test("a piece of a line keeps its spaces and takes the marks around it", async () => {
    const doc = article("ت", block("paragraph", null, text("یکدو", "bold")));
    expect(await fromText(" میان ", { doc, at: [6, 6] })).toEqual(["[b:یک میان دو]"]);
  });

  test("Ctrl+Shift+V takes the text and nothing else", async () => {
    const data = { "text/html": "<ul><li><b>یک</b><li>دو</ul>", "text/plain": "- یک\n- دو" };
    expect((await paste(guarded, { data, plain: true })).slice(1)).toEqual(["- یک", "- دو"]);
    expect(await fromText("https://a.example", { plain: true })).toEqual(["https://a.example"]);
  });
});

describe("TX8: a pasted address", () => {
  const doc = article("ت", block("paragraph", null, "یک دو سه"));

  test("links what is selected", async () => {
    expect(await fromText("https://a.example/b", { doc, at: [7, 9] })).toEqual(["یک [https://a.example/b:دو] سه"]);
    const html = `<a href="https://a.example/">https://a.example</a>`;
    expect(await fromPage(html, { doc, at: [7, 9] })).toEqual(["یک [https://a.example/:دو] سه"]);
  });

  test("is a link where nothing is", async () => {
    expect(await fromText("www.example.org ", { doc, at: [7, 7] })).toEqual(["یک [https://www.example.org:www.example.org]دو سه"]);
  });

  test("with anything beside it, or a scheme that leads nowhere, replaces the selection", async () => {
    expect(await fromText("https://a.example و", { doc, at: [7, 9] })).toEqual(["یک https://a.example و سه"]);
    expect(await fromText("javascript:alert(1)", { doc, at: [7, 9] })).toEqual(["یک javascript:alert(1) سه"]);
  });
});

test("BD4: what is pasted into an empty headline writes no direction that its text has itself", async () => {
  expect(await paste(guarded, { data: { "text/plain": "Tahrir" }, at: [1, 1] })).toEqual(["headline: Tahrir", ""]);
});

/** The article after a paste where no policy keeps scripts out; fails when anything of it is alive. */
const attacked = async (html: string, plain = "؟"): Promise<string[]> => {
  const lines = (await paste(bare, { data: { "text/html": html, "text/plain": plain } })).slice(1);
  const live = await bare.clipboard.evaluate((page) =>
    [...page.view.dom.querySelectorAll("*")]
      .filter(
        (element) =>
          element.matches("script, iframe, object, embed, svg, style, form, link, meta") ||
          element.getAttributeNames().some((name) => name.startsWith("on") || name === "style"),
      )
      .map((element) => element.outerHTML),
  );
  expect({ live, complaints: bare.complaints, asked: bare.asked }).toEqual({ live: [], complaints: [], asked: [] });
  return lines;
};

describe("TX9: attacks end as harmless text", () => {
  test.each<[string, string, string[]]>([
    ["scripts", "<script>alert(1)</script><p>یک<script src=//a.example/x.js></script></p>", ["یک"]],
    ["handlers", `<p onclick=alert(1)>یک<img src=x: onerror=alert(2) alt="دو"></p><body onload=alert(3)>`, ["یکدو"]],
    [
      "scripts of SVG and MathML",
      "<svg><script>alert(1)</script><foreignObject><p>a</p></foreignObject></svg><math><mtext><img src=x: onerror=alert(1)></mtext></math><p>یک</p>",
      ["یک"],
    ],
    [
      "frames and objects",
      `<iframe srcdoc="<script>alert(1)</script>">x</iframe><object data="data:text/html,x">y</object><embed src=x><p>یک</p>`,
      ["یک"],
    ],
    [
      "links",
      `<a href="JaVaScRiPt:alert(1)">یک</a> <a href="data:text/html;base64,PHNjcmlwdD4=">دو</a> <a href="vbscript:x">سه</a> <a href="\u0001javascript:alert(1)">چهار</a>`,
      ["یک دو سه چهار"],
    ],
    [
      "markup that is no markup",
      "<p>یک</p><!--><img src=x: onerror=alert(1)>--><noscript><p title='</noscript><img src=x: onerror=alert(1)>'></noscript>",
      ["یک", "-->"],
    ],
    [
      "forged blocks of our own",
      `<figure data-tahrir='{"kind":"figure","alt":{"x":1}}'><img src="javascript:alert(1)"><figcaption>یک</figcaption></figure><p data-tahrir='{"kind":"headline"}'><a href="javascript:alert(1)">دو</a></p><p data-tahrir='[1]'>سه</p><p data-tahrir='{"kind":'>چهار</p><p data-tahrir='{"level":{"toString":1},"__proto__":{"x":1}}'>پنج</p>`,
      ["figure: یک", "دو", "سه", "چهار", "پنج"],
    ],
    ["forged context of another editor", `<p data-pm-slice="3 3 [&quot;paragraph&quot;,null,&quot;doc&quot;,null]">یک</p>`, ["یک"]],
    [
      "styles that load or cover",
      `<style>@import url(http://a.example/x.css); p{background:url(http://a.example/p.png)}</style><p style="position:fixed;inset:0;background:url(http://a.example/q.png)">یک</p>`,
      ["یک"],
    ],
  ])("%s", async (_name, html, lines) => expect(await attacked(html)).toEqual(lines));

  const words = "برگ و باد و باران ";
  test.each<[string, string, number]>([
    ["2000 boxes deep", `${"<div>".repeat(2000)}${words}${"</div>".repeat(2000)}`, 1],
    ["2000 lists deep", `${"<ul><li>".repeat(2000)}${words}`, 1],
    ["2000 tables deep", `${"<table><tr><td>".repeat(2000)}${words}`, 1],
    ["200 quotes and marks deep", `${"<blockquote><b><i><span dir=ltr>".repeat(200)}${words}`, 1],
    ["a quarter of a megabyte of paragraphs", `<p>${words.repeat(20)}</p>`.repeat(400), 400 * 20],
    ["a quarter of a megabyte in one paragraph of spans", `<p>${`<span style="font-weight:700">${words}</span>`.repeat(4000)}</p>`, 4000],
    ["a paragraph that no screen holds", words.repeat(6000), 6000],
    ["a quarter of a megabyte of breaks", `${words}${"<br>".repeat(60_000)}`, 1],
    ["a megabyte of spaces", `${words}${" \u00A0".repeat(300_000)}<p>`, 1],
    ["a megabyte of style", `<style>${".a{font-weight:bold}".repeat(50_000)}</style><p class=a>${words}</p>`, 1],
    ["a table of 2,500 rows", `<table>${`<tr><td>${words}</td><td>x</td></tr>`.repeat(2500)}</table>`, 2500],
  ])("%s", { tags: "long" }, async (_name, html, times) => {
    const lines = await attacked(html);
    expect(lines.join("\n").split("باران").length - 1).toBe(times);
  });

  test("thousands of lines of plain text", { tags: "long" }, async () => {
    expect((await fromText(`${words}\n`.repeat(2000))).length).toBe(2000);
    expect((await fromText(`- ${words}\n\n`.repeat(2000))).length).toBe(2000);
  });
});

describe("TX9: picture files", () => {
  const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const screenshot: PageFile = { type: "image/png", base64: PNG };
  const figure = "figure src=picture:image/png;1x1:";

  test("a screenshot is a figure, several stand in order", async () => {
    await paste(guarded, { data: {}, files: [screenshot, { type: "image/gif", base64: GIF }] });
    await expect.poll(shown).toEqual([figure, "figure src=picture:image/gif;1x1:"]);
    expect(await refused()).toEqual([]);
  });

  test("what is no picture, or says so wrongly, is refused, and changes nothing", async () => {
    await paste(guarded, { data: {}, files: [{ type: "image/png", size: 2 * 1024 * 1024 + 1 }] });
    await expect.poll(refused).toEqual(["image-type"]);
    expect(await shown()).toEqual([""]);
    await paste(guarded, { data: { "text/plain": "a.pdf" }, files: [{ type: "application/pdf", size: 3 }] });
    expect([await refused(), await shown()]).toEqual([["image-type"], [""]]);
    await paste(guarded, { data: {}, files: [{ type: "image/svg+xml", size: 3 }] });
    expect([await refused(), await shown()]).toEqual([["image-type"], [""]]);
  });

  test("a large picture inside a page is refused and leaves its description", { tags: "long" }, async () => {
    const html = `<p>یک</p><img alt="باغ" src="data:image/png;base64,${"A".repeat(12_100_000)}">`;
    expect(await fromPage(html)).toEqual(["یک", "باغ"]);
    expect(await refused()).toEqual(["image-too-large"]);
  });

  test("text wins over the picture that a program makes of it", async () => {
    expect(await fromPage("<p>جدول</p>", { files: [screenshot] })).toEqual(["جدول"]);
  });

  test("the file of a page's picture wins over its address, and keeps its description", async () => {
    const html = `<img src="https://a.example/1.png" alt="باغ">`;
    await fromPage(html, { files: [screenshot] });
    await expect.poll(shown).toEqual([figure.replace(/:$/, " alt=باغ:")]);
    expect(await fromPage(html, { files: [{ type: "image/bmp", size: 3 }] })).toEqual(["figure src=https://a.example/1.png alt=باغ:"]);
  });
});

describe("TX7: dropped", () => {
  const doc = article("تیتر", block("paragraph", null, "یک دو"), block("heading", { level: 2 }, "سه"), block("quote", null, "چهار"));
  const drop = async (
    from: Data | "selection",
    pos: number,
    at: readonly [number, number] = [1, 1],
    files: readonly PageFile[] = [],
  ): Promise<string[]> =>
    show(
      await guarded.clipboard.evaluate(
        (page, { article, from, pos, at, files }) => {
          page.open(article, at[0], at[1]);
          page.drop(pos, from, files);
          return page.article;
        },
        { article: doc.toJSON() as unknown, from, pos, at, files },
      ),
    );

  test("words move", async () => {
    expect(await drop("selection", 19, [7, 10])).toEqual(["headline: تیتر", "دو", "heading 2: سه", "quote: چیک هار"]);
  });

  test("whole blocks move between blocks, with their kind", async () => {
    expect(await drop("selection", 22, [14, 16])).toEqual(["headline: تیتر", "یک دو", "quote: چهار", "heading 2: سه"]);
    expect(await drop("selection", 5, [14, 22])).toEqual(["headline: تیتر", "heading 2: سه", "quote: چهار", "یک دو"]);
  });

  test("a selection dropped on itself stays", async () => {
    expect(await drop("selection", 8, [7, 12])).toEqual(show(doc.toJSON()));
  });

  test("a page is read as when it is pasted", async () => {
    expect(await drop({ "text/html": "<ul><li>الف<li>ب</ul><script>x</script>" }, 12)).toEqual([
      "headline: تیتر",
      "یک دو",
      "item bullet: الف",
      "item bullet: ب",
      "heading 2: سه",
      "quote: چهار",
    ]);
  });

  test("a picture file stands where it is dropped", async () => {
    await drop({}, 12, [1, 1], [{ type: "image/gif", base64: GIF }]);
    await expect
      .poll(() => guarded.clipboard.evaluate((page) => page.article).then(show))
      .toEqual(["headline: تیتر", "یک دو", "figure src=picture:image/gif;1x1:", "heading 2: سه", "quote: چهار"]);
  });
});

test("TX9: all of this was read under the program's own policy, without a complaint and without a question to the network", () => {
  expect([guarded.complaints, guarded.asked]).toEqual([[], []]);
});

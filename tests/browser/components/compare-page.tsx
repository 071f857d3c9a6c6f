/** Runs in Chromium: a comparison of two articles, drawn as a person reads it, without core or newsroom. */
import { Fragment, type Node } from "prosemirror-model";
import { referenceTo } from "../../../shared/article/model/footnotes.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import { compareArticles } from "../../../shared/compare/compare.ts";
import type { ComparedArticle } from "../../../shared/compare/compared-article.ts";
import type { Language } from "../../../shared/rpc/contract.ts";
import { CompareView } from "../../../renderer/versions/compare-view.tsx";
import { mount } from "./mount.tsx";

const PICTURE =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";
const OTHER =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNkYPhfz0AEYBxVSF+FAP5FDvcfRYWgAAAAAElFTkSuQmCC";

const text = (words: string, marks: Record<string, unknown> = {}): Node =>
  schema.text(
    words,
    Object.entries(marks).map(([name, value]) => schema.mark(name, { value })),
  );
const block = (kind: string, content: string | readonly Node[], attrs: Record<string, unknown> = {}): Node =>
  schema.node(kind, attrs, typeof content === "string" ? (content === "" ? Fragment.empty : text(content)) : content);
const article = (blocks: readonly Node[]): ComparedArticle => ({
  doc: schema.node("doc", null, blocks),
  boundaries: blocks.map((node, i) => (node.type.name === "figure" ? "1.99" : i === 0 ? null : `${node.textContent.length}.${i}`)),
});

const HILLS = "کوه‌ها سفید بودند و راه‌ها بسته، و هیچ‌کس نمی‌دانست که برف تا کی می‌بارد.";
const RIVER = "رودخانه دیشب بالا آمد و آب تا میدان رسید.";
const NOBODY = "هیچ‌کس در شهر نخوابید؛ شهردار گفت که نرخ بارش به ۱۲٫۵ میلی‌متر رسیده است.";
const MAYOR = [
  text("شهردار از "),
  text("مردم", { bold: true }),
  text(" خواست که در خانه بمانند و "),
  text("گزارش", { link: "https://example.org/a" }),
  text(" را بخوانند."),
];

const BEFORE = article([
  block("headline", "سیل در شمال کشور"),
  block("lead", "باران سه‌روزه راه‌ها را بست."),
  block("paragraph", RIVER),
  block("paragraph", HILLS),
  block("heading", "شبی بی‌خواب", { level: 1 }),
  block("paragraph", NOBODY),
  block("paragraph", MAYOR),
  block("figure", "پل قدیمی شهر", { src: PICTURE, alt: "پل" }),
  block("item", "نخست آب", { list: "bullet" }),
  block("item", "سپس برق", { list: "bullet" }),
  block("quote", "چنین سیلی را به یاد نداریم."),
  block("divider", ""),
  block("paragraph", "این بند دیگر در متن نیست و کسی هم سراغش را نگرفت."),
]);
const AFTER = article([
  block("headline", "سیل بزرگ در شمال"),
  block("lead", "باران چهارروزه راه‌های کوهستانی را بست."),
  block("paragraph", HILLS),
  block("heading", "شبی بی‌خواب", { level: 2 }),
  block("paragraph", "هیچ‌کس در شهر نخوابید؛ استاندار گفت که نرخ بارش به ۱۲٫۷ میلی‌متر رسیده است!"),
  block("paragraph", [
    text("شهردار از مردم خواست که در "),
    text("خانه", { italic: true }),
    text(" بمانند و "),
    text("گزارش", { link: "https://example.org/b" }),
    text(" را بخوانند."),
  ]),
  block("paragraph", "رودخانه دیشب بالا آمد و آب تا بازار رسید."),
  block("figure", "پل قدیمی شهر", { src: OTHER, alt: "پل", credit: "سارا" }),
  block("item", "نخست آب", { list: "number" }),
  block("item", "سپس برق", { list: "number", indent: 1 }),
  block("quote", "چنین سیلی را به یاد نداریم."),
  block("divider", ""),
  block("paragraph", "UNESCO said on Tuesday that it will help.", { dir: "ltr" }),
  block("paragraph", "بندی تازه که امروز نوشته شد."),
]);

const SARA = { name: "سارا", color: "#8a3d6b" };
const OMID = { name: "امید", color: "#1f6f43" };

export class ComparePage {
  /** Shows a comparison in which everything has changed that can. */
  open(language: Language): void {
    const comparison = compareArticles(BEFORE, AFTER);
    document.body.style.cssText = "margin: 0; block-size: auto";
    mount(
      language,
      <main>
        <CompareView
          comparison={comparison}
          language="fa"
          direction="rtl"
          erasersOf={(from, to) => [
            { from, to: from + 1, name: "سارا", color: "#a33", at: 1_000_000_000_000, isBrought: false },
            { from: from + 1, to, name: "امید", color: "#33a", at: 1_000_000_000_000, isBrought: true },
          ]}
          writersOf={(_, from, to) => [
            { from, to: Math.floor((from + to) / 2), ...SARA },
            { from: Math.floor((from + to) / 2), to, ...OMID },
          ]}
        />
      </main>,
    );
  }

  /** Shows a comparison of very long articles. @returns how many blocks and changes there are */
  openLong(language: Language, count: number): { blocks: number; changes: number } {
    const long = (edited: boolean): ComparedArticle =>
      article([
        block("headline", "بلند"),
        ...Array.from({ length: count }, (_, i) =>
          block("paragraph", `بند ${i} از این متن بلند${edited && i % 50 === 49 ? " تغییر کرد" : ""}.`),
        ),
      ]);
    const comparison = compareArticles(long(false), long(true));
    mount(
      language,
      <main>
        <CompareView comparison={comparison} language="fa" direction="rtl" />
      </main>,
    );
    return { blocks: comparison.blocks.length, changes: comparison.changeCount };
  }

  /** Shows a comparison in which a footnote comes before another, and one goes. */
  openFootnotes(language: Language): void {
    const note = (id: string, words: string): Node => block("footnote", words, { footnote: id });
    const before = article([
      block("headline", "پل نو"),
      block("paragraph", [text("پل کهنه"), referenceTo("a"), text(" باز"), referenceTo("b"), text(" شد.")]),
      block("paragraph", [text("رود بالا آمد"), referenceTo("c"), text(".")]),
      note("a", "ساختهٔ ۱۲۸۱"),
      note("b", "به گفتهٔ پلیس"),
      note("c", "دو متر"),
    ]);
    const after = article([
      block("headline", "پل نو"),
      block("paragraph", [text("پل کهنه"), referenceTo("a"), text(" باز شد"), referenceTo("d"), text(".")]),
      block("paragraph", [text("رود بالا آمد"), referenceTo("c"), text(".")]),
      note("a", "ساختهٔ ۱۲۸۱"),
      note("d", "روز دوشنبه"),
      note("c", "دو متر"),
    ]);
    const comparison = compareArticles(before, after);
    mount(
      language,
      <main>
        <CompareView comparison={comparison} language="fa" direction="rtl" />
      </main>,
    );
  }

  /** Shows a comparison of an article with itself. */
  openEqual(language: Language): void {
    mount(
      language,
      <main>
        <CompareView comparison={compareArticles(BEFORE, BEFORE)} language="fa" direction="rtl" />
      </main>,
    );
  }
}

Object.assign(window, { comparePage: new ComparePage() });

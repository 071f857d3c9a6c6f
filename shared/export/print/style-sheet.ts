import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";
import { digitsOf } from "../../text/digits.ts";
import { directionOfText } from "../../text/direction.ts";
import type { PageSettings } from "../../typing/page-settings.ts";
import type { PrintSettings } from "./print-settings.ts";
import { cssString } from "./running-head.ts";
import { PRINT_WORDS } from "./words.ts";

/**
 * Faces of printed articles. Their files hold one weight each, since a face that varies is written into a PDF as outlines; the Naskh is
 * not that of the page, which puts letters together of parts that a program reads one by one.
 */
export const PRINT_FAMILIES = {
  sans: "Vazirmatn",
  naskh: "Amiri",
  nastaliq: "Noto Nastaliq Urdu",
  hebrew: "Noto Sans Hebrew",
} as const;

type Face = Exclude<PageSettings["face"], "language">;

/** Of letters, in points, and of lines, as a part of that. */
const LETTERS: Readonly<Record<Face, number>> = { sans: 11.5, naskh: 12.5, nastaliq: 12 };
const LINES: Readonly<Record<Face, number>> = { sans: 1.75, naskh: 1.8, nastaliq: 2.4 };
const HEADING_LINES: Readonly<Record<Face, number>> = { sans: 1.5, naskh: 1.5, nastaliq: 2.3 };
const SIZES: Readonly<Record<PageSettings["size"], number>> = { small: 0.9, normal: 1, large: 1.15, larger: 1.35 };
const LINE_SCALES: Readonly<Record<PageSettings["lines"], number>> = { tight: 0.86, normal: 1, loose: 1.2 };

/** Sheets, in millimetres: how broad one is, how broad the running head on it and how high a picture may be. */
const SHEETS: Readonly<
  Record<PageSettings["paper"], { readonly name: string; readonly width: number; readonly head: number; readonly picture: number }>
> = {
  a4: { name: "A4", width: 210, head: 120, picture: 190 },
  letter: { name: "letter", width: 215.9, head: 125, picture: 172 },
};

/** The face in which an article is printed: as somebody chose, or that of its language. */
export function printFace({ face }: Pick<PageSettings, "face">, language: ArticleLanguage): Face {
  if (face !== "language") return face;
  return language === "ar" ? "naskh" : language === "ur" ? "nastaliq" : "sans";
}

export interface RunningHead {
  readonly headline: string;
  readonly day: string;
}

/** The rules of a printed article, on paper and in a preview. Its margins hold the running head and the numbers of pages. */
export function printStyle(language: ArticleLanguage, { page }: Pick<PrintSettings, "page">, { headline, day }: RunningHead): string {
  const face = printFace(page, language);
  const direction = baseDirectionOf(language);
  const [start, end] = direction === "rtl" ? ["right", "left"] : ["left", "right"];
  const { listStyle } = digitsOf(language, false);
  const sheet = SHEETS[page.paper];
  const family = familiesOf(face, language)
    .map((name) => `"${name}"`)
    .join(", ");
  const box = `font: 9pt/1.6 ${family}; color: #444; vertical-align: bottom;`;
  return `@page {
  size: ${sheet.name};
  margin: 26mm 24mm 24mm;
  @top-${start} { content: ${cssString(headline)}; text-align: ${start}; direction: ${directionOfText(headline, direction)}; width: ${sheet.head}mm; padding-block-end: 6mm; ${box} }
  @top-${end} { content: ${cssString(day)}; text-align: ${end}; direction: ${direction}; padding-block-end: 6mm; white-space: nowrap; ${box} }
  @bottom-center { content: counter(page, ${listStyle}) " ${PRINT_WORDS[language].of} " counter(pages, ${listStyle}); direction: ${direction}; ${box} vertical-align: middle; }
}
@page :first {
  @top-${start} { content: none; }
}
:root { color-scheme: only light; background: #fff; color: #000; }
body { margin: 0; font: ${points(LETTERS[face] * SIZES[page.size])}/${round(LINES[face] * LINE_SCALES[page.lines])} ${family}; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: ${HEADING_LINES[face]}; break-after: avoid; break-inside: avoid; margin-block: 1.2em 0.4em; }
h1 { font-size: 1.9em; margin-block: 0 0.5em; }
h2 { font-size: 1.35em; }
h3 { font-size: 1.15em; }
h4 { font-size: 1em; }
header { margin-block-end: 1.5em; }
header p { font-size: 1.1em; font-weight: 700; }
p, blockquote, figure, ul, ol { margin-block: 0 0.7em; }
p, li, blockquote { orphans: 2; widows: 2;${page.justified ? " text-align: justify;" : ""} }
blockquote { margin-inline: 2em; font-style: normal; border-inline-start: 2pt solid #999; padding-inline-start: 1em; }
em:dir(rtl) { font-style: normal; font-weight: 700; }
ul, ol { padding-inline-start: 2em; }
li > :is(ul, ol) { margin-block: 0; }
li[dir] { margin-inline-start: 2em; }
ol:lang(${language}) { list-style-type: ${listStyle}; }
figure { break-inside: avoid; margin-inline: 0; text-align: center; }
img { display: block; margin-inline: auto; max-inline-size: 100%; max-block-size: ${sheet.picture}mm; }
figcaption { font-size: 0.88em; margin-block-start: 0.4em; }
figcaption small { color: #444; }
hr { inline-size: 30%; border: 0; border-block-start: 0.75pt solid #666; margin-block: 1.5em; }
a { color: inherit; text-decoration: underline; text-decoration-thickness: 0.5pt; text-underline-offset: 0.2em; }
bdi code, code { font-family: ui-monospace, monospace, ${family}; font-size: 0.92em; }
[role="doc-noteref"] { color: inherit; text-decoration: none; }
[role="doc-endnotes"]:not(.after) { border-block-start: 0.75pt solid #666; margin-block-start: 2em; padding-block-start: 0.5em; font-size: 0.88em; }
[role="doc-endnotes"]:not(.after) p { margin: 0; }
.reference, .suggester { font-size: 0.68em; line-height: 1; vertical-align: super; font-weight: 400; font-style: normal; text-decoration: none; padding-inline: 0.12em; }
.suggester { color: #444; }
.inserted { text-decoration: underline; text-decoration-thickness: 1.2pt; text-underline-offset: 0.25em; }
.struck { text-decoration: line-through; text-decoration-thickness: 1pt; }
.restyled { border-block-end: 1pt dotted currentColor; }
.by-0 { color: #0b5d68; } .by-1 { color: #8a2b1f; } .by-2 { color: #5a3f94; } .by-3 { color: #2f6433; } .by-4 { color: #7a4a00; } .by-5 { color: #7d2463; }
.after { border-block-start: 0.75pt solid #666; margin-block-start: 2em; padding-block-start: 0.5em; font-size: 0.88em; }
.after h2 { font-size: 1.15em; margin-block: 0 0.5em; }
.notes, .people { list-style: none; padding: 0; }
.notes > li { display: grid; grid-template-columns: 2.2em 1fr; break-inside: avoid-page; margin-block-end: 0.6em; }
.notes p { margin: 0; white-space: pre-line; }
.notes p[dir] { text-align: end; }
.notes .answer { padding-inline-start: 1.2em; }
.back { text-decoration: none; font-weight: 700; }
.quoted { color: #333; }
.said { color: #555; }
.people { display: flex; flex-wrap: wrap; gap: 0.2em 1.5em; }
@media screen {
  :root { background: #d8d8d8; }
  body { box-sizing: border-box; inline-size: ${sheet.width}mm; padding: 26mm 24mm 24mm; margin: 6mm auto; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 0.35); }
  article > * { content-visibility: auto; contain-intrinsic-block-size: auto 8em; }
}
`;
}

/** First the one that has the letters of the language: it has the spaces, too. */
function familiesOf(face: Face, language: ArticleLanguage): string[] {
  const { hebrew, sans } = PRINT_FAMILIES;
  return language === "he" ? [hebrew, PRINT_FAMILIES[face]] : [PRINT_FAMILIES[face], sans, hebrew];
}

const round = (value: number): number => Math.round(value * 100) / 100;
const points = (value: number): string => `${round(value)}pt`;

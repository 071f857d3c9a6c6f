import type { Finding } from "../finding.ts";
import type { Rule, StyleText } from "../style-text.ts";

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

const PERSIAN = /\p{Script=Arab}/u;

/** A quotation stands in «…», and one within it in “…”. */
export const quotes: Rule = function* (style) {
  const { text } = style;
  const open: (Mark & { readonly kind: string })[] = [];
  const straight = [...text.matchAll(/"|''/g)]
    .filter(({ index }) => style.isOpen(index, index + 1) && !/\d|[۰-۹]/.test(text[index - 1] ?? ""))
    .map(({ index }) => index);
  if (straight.length % 2 === 1) straight.pop();
  const paired = new Set(straight);
  for (const { index: start, 0: mark } of text.matchAll(/<<|>>|''|["«»“”„]/g)) {
    const end = start + mark.length;
    if (!style.isOpen(start, end)) continue;
    const isStraight = mark === '"' || mark === "''";
    if (isStraight && !paired.has(start)) continue;
    const last = open.at(-1);
    const closes = isStraight ? last?.kind === mark : /[»”]|>>/.test(mark) || (mark === "“" && last?.kind === "„");
    if (!closes) open.push({ start, end, kind: mark, depth: open.length });
    else if (last) {
      open.pop();
      yield* pair(style, last, { start, end, depth: last.depth });
    }
  }
  for (const found of text.matchAll(/(?<=^|[\s(«“])(['‘])([^'‘’\n]{2,}?)(['’])(?=$|[\s.،؛:!؟)»”])/g)) {
    const [all, , inner = ""] = found;
    if (!PERSIAN.test(inner) || !style.isOpen(found.index, found.index + 1)) continue;
    const depth = /[«“][^»”]*$/.test(text.slice(0, found.index)) ? 1 : 0;
    if (depth === 1 && all.startsWith("‘")) continue;
    const end = found.index + all.length;
    yield* pair(style, { start: found.index, end: found.index + 1, depth }, { start: end - 1, end, depth });
  }
};

function* pair({ text }: StyleText, open: Mark, close: Mark): Generator<Finding> {
  if (!PERSIAN.test(text.slice(open.end, close.start)) && !/^\s*[\d۰-۹.,٫٬\s]+$/.test(text.slice(open.end, close.start))) return;
  const [first, last] = open.depth % 2 === 0 ? (["«", "»"] as const) : (["“", "”"] as const);
  const wrong = (mark: Mark, right: string): boolean => text.slice(mark.start, mark.end) !== right;
  if (wrong(open, first)) yield { kind: "quotes", start: open.start, end: open.end, replacement: first };
  if (wrong(close, last)) yield { kind: "quotes", start: close.start, end: close.end, replacement: last };
}

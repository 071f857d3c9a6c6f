/**
 * A notation for small articles, one line per block, in which the races state what they start from and what a person
 * would expect. `# ` headline, `¶ ` paragraph, `h2 ` heading, `❝ ` quote, `• ` list item (`›• ` one level deeper), `— `
 * divider; `¶ltr ` gives a block a direction. Inline: `*bold*`, `_italic_`, `[text](target)`, `⏎` a line break.
 */

export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly link?: string;
}

export interface Block {
  readonly kind: "headline" | "paragraph" | "heading" | "quote" | "item" | "divider";
  readonly indent: number;
  readonly dir: "ltr" | "rtl" | null;
  readonly runs: readonly Run[];
}

const SIGNS: Record<Block["kind"], string> = { headline: "#", paragraph: "¶", heading: "h2", quote: "❝", item: "•", divider: "—" };
const LINE = new RegExp(`^(›*)(${Object.values(SIGNS).join("|")})(ltr|rtl)?(?: (.*))?$`);
const INLINE = /\*([^*]+)\*|_([^_]+)_|\[([^\]]+)\]\(([^)]+)\)|([^*_[\]]+)/g;

/** Reads an article. @throws SyntaxError on a line that is none. */
export function parse(article: string): Block[] {
  return article.split("\n").map((line) => {
    const match = LINE.exec(line.trimStart());
    if (!match) throw new SyntaxError(`no block of an article: ${line}`);
    const [, depth, sign, dir, text = ""] = match;
    const kind = (Object.keys(SIGNS) as Block["kind"][]).find((kind) => SIGNS[kind] === sign)!;
    return { kind, indent: depth!.length, dir: dir === "ltr" || dir === "rtl" ? dir : null, runs: parseRuns(text) };
  });
}

function parseRuns(text: string): Run[] {
  return [...text.matchAll(INLINE)].map(([, bold, italic, linked, link, plain]) => {
    if (bold !== undefined) return { text: bold, bold: true };
    if (italic !== undefined) return { text: italic, italic: true };
    return linked !== undefined ? { text: linked, link: link! } : { text: plain! };
  });
}

/** Writes an article as people read it: how many spaces stand together, or at the end of a block, does not count. */
export function print(blocks: readonly Block[]): string {
  return blocks
    .map(({ kind, indent, dir, runs }) => tidy(`${"›".repeat(indent)}${SIGNS[kind]}${dir ?? ""} ${runs.map(printRun).join("")}`))
    .join("\n");
}

/** Text without the spaces that nobody sees. */
export const tidy = (text: string): string => text.replace(/ +/g, " ").trim();

function printRun(run: Run): string {
  let text = run.text;
  if (run.link !== undefined) text = `[${text}](${run.link})`;
  if (run.italic) text = `_${text}_`;
  return run.bold ? `*${text}*` : text;
}

/** Joins neighbours that look alike. */
export function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && last.bold === run.bold && last.italic === run.italic && last.link === run.link) {
      out[out.length - 1] = { ...last, text: last.text + run.text };
    } else {
      out.push(run);
    }
  }
  return out;
}

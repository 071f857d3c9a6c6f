import type { Mark, Node } from "prosemirror-model";
import { linkAddress } from "../../../shared/article/commands/commands.ts";
import { MAX_INDENT, type ListStyle } from "../../../shared/article/model/names.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import { inline } from "../../../shared/import/blocks.ts";
import { hasBlankLine, paragraphsOf } from "../../../shared/text/paragraphs.ts";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { plainText } from "../../../shared/text/plain.ts";

export interface PlainOptions {
  /** Marks of the text at the caret, which what comes takes on. */
  readonly marks: readonly Mark[];
  /** True when somebody asked for the text and nothing else: signs of lists stay text, an address is no link. */
  readonly bare: boolean;
}

/**
 * Space before, marks of direction, a bullet or a number with its point, and the text. A dash that is no hyphen begins
 * speech, not an item.
 */
const ITEM = /^([ \t\u00A0]*)([\u200E\u200F\u061C]*)(?:([-*•◦▪▫●○■□‣⁃·])|[([]?\p{Nd}{1,3}[.)\]-])[ \t\u00A0]+(\S.*)$/u;
const ADDRESS = /^(?:https?:\/\/|mailto:|www\.)\S+$/i;
/** Columns of a tab in an indented list. */
const TAB = 4;

interface Item {
  readonly column: number;
  readonly list: ListStyle;
  readonly text: string;
}

/** Plain text from the clipboard as blocks. */
export function readPlain(source: string, { marks, bare }: PlainOptions): Node[] {
  const text = withoutLastLines(isolateControls(plainText(source)));
  const address = bare ? null : addressOf(text);
  if (address !== null)
    return [schema.node("paragraph", null, schema.text(text.trim(), schema.mark("link", { value: address }).addToSet(marks)))];
  const block = (type: string, attrs: Record<string, unknown>, content: string) => schema.node(type, attrs, inline(content, marks));
  // A piece of a line is put into another line as it is, with the space around it.
  if (!text.includes("\n")) return text === "" ? [] : [block("paragraph", {}, text)];

  const lines = text.split("\n");
  const parted = hasBlankLine(text);
  const blocks: Node[] = [];
  let rest: string[] = [];
  const flush = () => {
    for (const paragraph of paragraphsOf(rest.join("\n").trim(), parted)) blocks.push(block("paragraph", {}, paragraph));
    rest = [];
  };
  for (let at = 0; at < lines.length;) {
    const { items, end } = bare ? { items: [], end: at } : itemsAt(lines, at);
    if (items.length < 2) {
      rest.push(lines[at]!.trim());
      at += 1;
    } else {
      flush();
      for (const { list, indent, text } of withLevels(items)) blocks.push(block("item", { list, indent }, text));
      at = end;
    }
  }
  flush();
  return blocks;
}

/** Without empty lines at the end. A pattern would look for the end behind each of many. */
function withoutLastLines(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

/** The address that is all of `text`, as a link's; null for anything else. */
export const addressOf = (text: string): string | null => (ADDRESS.test(text.trim()) ? linkAddress(text) : null);

/** The items that stand in a row from line `at` on, blank lines between them or not. */
function itemsAt(lines: readonly string[], at: number): { readonly items: readonly Item[]; readonly end: number } {
  const items: Item[] = [];
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const item = itemOf(lines[i]!);
    if (item) {
      items.push(item);
      end = i + 1;
    } else if (lines[i]!.trim() !== "" || items.length === 0) {
      break;
    }
  }
  return { items, end };
}

function itemOf(line: string): Item | null {
  const match = ITEM.exec(line);
  if (!match) return null;
  const [, space = "", signs = "", bullet, text = ""] = match;
  const column = space.length + (space.split("\t").length - 1) * (TAB - 1);
  return { column, list: bullet === undefined ? "number" : "bullet", text: signs + text.trimEnd() };
}

/** Levels by how far the lines are moved in, each against those above it. */
function withLevels(items: readonly Item[]): (Item & { readonly indent: number })[] {
  const columns: number[] = [];
  return items.map((item) => {
    while (columns.length > 1 && item.column < columns.at(-1)!) columns.pop();
    if (columns.length === 0 || item.column > columns.at(-1)!) columns.push(item.column);
    else columns[columns.length - 1] = item.column;
    return { ...item, indent: Math.min(MAX_INDENT, columns.length - 1) };
  });
}

/** An article in lines that a test can be read by. */
import { Node, type Mark } from "prosemirror-model";
import { schema } from "../../../shared/article/model/schema.ts";

const MARKS: Readonly<Record<string, string>> = { bold: "b", italic: "i", underline: "u", strike: "s", code: "c" };

/**
 * One line for each block: its kind (a paragraph has none), its attributes, and its text, "⏎" for a line break and marks
 * in brackets, a stored picture without its hash: `item number 1: [b:متن]`, `ltr: text`, `figure src=a.png: [i:شرح]`.
 */
export function show(article: unknown): string[] {
  return Node.fromJSON(schema, article).children.map((block) => {
    const form = formOf(block);
    const text = block.children.map(showInline).join("");
    return form === "" ? text : text === "" ? `${form}:` : `${form}: ${text}`;
  });
}

function formOf(block: Node): string {
  const { level, list, indent, dir, src, alt, credit, kind } = block.attrs as Record<string, string | number | null>;
  const named = Object.entries({ src, alt, credit, kind }).filter(([, value]) => value !== null && value !== undefined);
  const name = block.type.name === "paragraph" ? [] : [block.type.name];
  const plain = [level, list, indent, dir].filter((value) => value !== null && value !== undefined && value !== 0);
  return [...name, ...plain, ...named.map(([key, value]) => `${key}=${String(value).replace(/^(picture:[^;]+);(\d+x\d+);.*/, "$1;$2")}`)].join(" ");
}

function showInline(node: Node): string {
  const text = node.isText ? node.text! : node.type.name === "line_break" ? "⏎" : `□${JSON.stringify(node.attrs["value"])}`;
  return node.marks.reduce((shown, mark) => `[${showMark(mark)}:${shown}]`, text);
}

const showMark = ({ type, attrs }: Mark): string => MARKS[type.name] ?? String(attrs["value"]);

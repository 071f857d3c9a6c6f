/** Editors that suggest and decide without a relay, what they do, and how the body reads with what is suggested. */
import { TextSelection } from "prosemirror-state";
import { expect } from "vitest";
import * as Y from "yjs";
import { deleteSelection } from "../../shared/article/commands/commands.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { meet as meetAll } from "../newsroom/simulated-newsroom.ts";
import { caret, select, type } from "./two-editors.ts";

export const ORDERS = [
  [11, 12, 13],
  [13, 12, 11],
] as const;

/** An editor on this model. */
type OwnView = Pick<HeadlessEditor, "doc" | "body" | "state" | "binding">;

/** The body with what is suggested: `+inserted+`, `-struck-`, `⏎` for the start of a block; the headline is left out. */
export function marked(editor: OwnView): string {
  const { suggestions } = articleOf(editor.doc);
  const length = editor.body.length;
  const start = editor.state.doc.firstChild!.content.size;
  const parts: { readonly sign: string; text: string }[] = [];
  for (const run of editor.binding.charactersIn(start, length) as { client: number; clock: number; length: number; content: unknown }[]) {
    for (const { clock, length: size, insertedBy, struckBy } of suggestions.statusOf(run)) {
      const sign = (insertedBy === null ? "" : "+") + (struckBy.length > 0 ? "-" : "");
      const text = (typeof run.content === "string" ? run.content : "□")
        .slice(clock - run.clock, clock - run.clock + size)
        .replaceAll("\n", "⏎");
      const last = parts.at(-1);
      if (last?.sign === sign) last.text += text;
      else parts.push({ sign, text });
    }
  }
  return parts.map(({ sign, text }) => `${sign}${text}${sign.split("").toReversed().join("")}`).join("");
}

export const kinds = (editor: Pick<OwnView, "state">): string[] => {
  const names: string[] = [];
  editor.state.doc.forEach((block, _pos, i) => void (i > 0 && names.push(block.type.name)));
  return names;
};

export const bold = (editor: Pick<OwnView, "body">): string =>
  readBody(editor.body)
    .filter(({ insert, attributes }) => typeof insert === "string" && attributes?.["bold"] === true)
    .map(({ insert }) => insert as string)
    .join("");

export const open = (editor: OwnView): string[] =>
  articleOf(editor.doc)
    .suggestions.open()
    .map(({ id }) => id);
export const accept = (editor: OwnView, ids: readonly string[] = open(editor)): boolean => editor.binding.decide("accepted", ids);
export const refuse = (editor: OwnView, ids: readonly string[] = open(editor)): boolean => editor.binding.decide("refused", ids);

/** All that any has reaches all. */
export function meet(...editors: readonly HeadlessEditor[]): void {
  meetAll(editors);
  for (const editor of editors) {
    expect(marked(editor)).toBe(marked(editors[0]!));
    expect(kinds(editor)).toEqual(kinds(editors[0]!));
    expect(open(editor).sort()).toEqual(open(editors[0]!).sort());
  }
}

/** Sara suggests, Omid and Nika write and decide. */
export function openNewsroom(
  clients: readonly number[],
  ...lines: readonly string[]
): [sara: HeadlessEditor, omid: HeadlessEditor, nika: HeadlessEditor] {
  const seed = new Y.Doc();
  seed.clientID = 1;
  const blocks = ["تیتر", ...(lines.length > 0 ? lines : ["یک دو سه چهار"])].map((line, i) =>
    i === 0
      ? schema.node("headline", null, schema.text(line))
      : line.startsWith("# ")
        ? schema.node("heading", { level: 1 }, schema.text(line.slice(2)))
        : schema.node("paragraph", null, line === "" ? [] : schema.text(line)),
  );
  fillBody(bodyOf(seed), schema.node("doc", null, blocks));
  const editors = clients.map((client, i) => new HeadlessEditor(["Sara", "Omid", "Nika"][i]!, client)) as [
    HeadlessEditor,
    HeadlessEditor,
    HeadlessEditor,
  ];
  for (const editor of editors) editor.receive(Y.encodeStateAsUpdate(seed));
  editors[0].binding.isSuggesting = true;
  return editors;
}

export const erase = (editor: HeadlessEditor, from: string, to = from): void => void select(editor, from, to).run(deleteSelection);
export const replace = (editor: HeadlessEditor, phrase: string, by: string): void => type(select(editor, phrase), by);
export const before = (editor: HeadlessEditor, phrase: string, letters: string): void => type(caret(editor, phrase), letters);
/** Types behind a phrase. */
export const behind = (editor: HeadlessEditor, phrase: string, letters: string): void => {
  select(editor, phrase);
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, editor.state.selection.to)));
  type(editor, letters);
};
export const directly = (editor: HeadlessEditor, act: () => void): void => {
  editor.binding.isSuggesting = false;
  act();
  editor.binding.isSuggesting = true;
};

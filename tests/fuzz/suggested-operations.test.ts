/**
 * Each operation of a table, suggested: refused, the article is what it was; accepted, what the operation itself makes of it. A
 * run does it at some pairs of positions by a printed seed; PAIRS=all in the environment does all of them.
 *
 * @module-tag long
 */
import * as prng from "lib0/prng";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { articleOf } from "../../shared/article/identity/article.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { footnoteRemoval } from "../../shared/article/sync/footnote-removal.ts";
import { numberedFootnotes } from "../newsroom/footnote-numbers.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { pairsFor, saidIn, selectionAt, START, type Pair } from "./operation-case.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { seed } from "../seed.ts";

const asked = process.env["PAIRS"] ?? "2";
const PAIRS = asked === "all" ? Infinity : Number(asked);

function openIn(editor: HeadlessEditor): string[] {
  return articleOf(editor.doc)
    .suggestions.open()
    .map(({ id }) => id);
}

function look(editor: HeadlessEditor, doc: Node, said?: string): void {
  const page = projectBody(editor.body);
  if (!editor.state.doc.eq(page)) throw new Error(`shows\n  ${editor.state.doc.toString()}\nbut its body says\n  ${page.toString()}`);
  if (!numberedFootnotes(page).eq(numberedFootnotes(doc))) {
    const at = page.content.findDiffStart(doc.content)!;
    throw new Error(
      `is\n  ${page.toString()}\ninstead of\n  ${doc.toString()}\nat ${at}: ${JSON.stringify(page.nodeAt(at)?.toJSON())} instead of ${JSON.stringify(doc.nodeAt(at)?.toJSON())}`,
    );
  }
  if (said !== undefined && saidIn(editor.body) !== said) throw new Error(`holds\n  ${saidIn(editor.body)}\ninstead of\n  ${said}`);
}

/** @throws Error when a law is broken @returns whether there was something to decide */
function check(operation: Operation, pair: Pair): boolean {
  const [direct, refused, accepted, other] = [5, 3, 3, 4].map(
    (client) => new HeadlessEditor("an editor", client, [footnoteRemoval()], [START.update]),
  );
  const run = (editor: HeadlessEditor): void => {
    editor.binding.dispatch(editor.state.tr.setSelection(selectionAt(editor.state.doc, pair)));
    operation.run(editor, pair.from, pair.to);
  };
  let last = "suggested";
  try {
    run(direct!);
    for (const editor of [refused!, accepted!]) {
      editor.binding.isSuggesting = true;
      run(editor);
      look(editor, projectBody(editor.body));
    }
    const open = openIn(refused!);
    if (open.length > 1) throw new Error(`is ${open.length} suggestions`);
    if (direct!.state.doc.eq(START.doc) && open.length === 0) return false;
    last = "seen elsewhere";
    other!.receive(accepted!.disk.at(-1)!);
    for (const update of accepted!.disk.slice(1)) other!.receive(update);
    look(other!, accepted!.state.doc);
    last = "refused";
    refused!.binding.decide("refused", openIn(refused!));
    look(refused!, START.doc, START.said);
    expect(openIn(refused!)).toEqual([]);
    last = "accepted";
    accepted!.binding.decide("accepted", openIn(accepted!));
    look(accepted!, direct!.state.doc);
    expect(openIn(accepted!)).toEqual([]);
    last = "accepted, undone";
    const before = projectBody(other!.body);
    accepted!.binding.undo();
    look(accepted!, before);
    expect(openIn(accepted!)).toEqual(open);
    return true;
  } catch (error) {
    throw new Error(`${operation.name} ${last} at ${pair.from}–${pair.to}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const editor of [direct, refused, accepted, other]) editor!.binding.destroy();
  }
}

test(`SU3 SU5 SU10 SU11: what is suggested is gone when it is refused, and done when it is accepted (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const wrong = new Map<string, string[]>();
  let [cases, decided] = [0, 0];
  for (const operation of OPERATIONS.filter(({ isSeveral }) => !isSeveral)) {
    const all = pairsFor(operation);
    const pairs = PAIRS >= all.length ? all : Array.from({ length: PAIRS }, () => prng.oneOf(gen, all));
    for (const pair of pairs) {
      cases++;
      try {
        if (check(operation, pair)) decided++;
      } catch (error) {
        wrong.set(operation.name, [...(wrong.get(operation.name) ?? []), (error as Error).message]);
      }
    }
  }
  console.log(`${cases} cases, ${decided} decided, ${[...wrong.values()].flat().length} wrong`);
  expect([...wrong].map(([name, errors]) => `${errors.length} × ${name}, first: ${errors[0]}`)).toEqual([]);
  expect(decided).toBeGreaterThan(cases / 2);
}, 3_600_000);

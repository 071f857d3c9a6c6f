/**
 * Who typed and who took away what: each character is used once, so that the texts before and after an edit tell. An edit
 * may take what it was meant to take, from the page and from the CRDT (AM8, AM13), an undo what its own editor put there
 * (AM10); and nothing else may go, or come twice. A boundary between blocks is a character too.
 */
import * as Y from "yjs";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";
import type { Edit } from "./edits.ts";

type Counts = ReadonlyMap<string, number>;

function count(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return counts;
}

/** Characters of which there are more in `a` than in `b`. */
const excess = (a: Counts, b: Counts): string[] => [...a].filter(([char, n]) => n > (b.get(char) ?? 0)).map(([char]) => char);

/** Line breaks, joiners, embedded values, and what is left of half a pair: the same sign stands for many. */
const COMMON = /[\r\u2028\u2029\u200C\u25A1\uFFFD]/g;
const textOf = (editor: HeadlessEditor): string => editor.text.replace(COMMON, "");

export class Ledger {
  private readonly typed = new Set<string>();
  private readonly taken = new Set<string>();
  /** Characters that a move or an undo may have written anew: two who do so at once leave two of them. */
  private readonly rewritten = new Set<string>();
  private readonly own = new Map<HeadlessEditor, Set<string>>();

  /** An editor that started anew has nothing to undo. */
  restarted(editor: HeadlessEditor): void {
    this.own.delete(editor);
  }

  /** Runs `edit` at `editor` by `run`, which returns what the edit may take away. @throws Error when it did something else */
  record(editor: HeadlessEditor, edit: Edit, run: () => string): void {
    const before = count(textOf(editor));
    let deleted = "";
    const watch = (transaction: Y.Transaction): void => {
      Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
        if (struct instanceof Y.Item && struct.parent === editor.body && struct.content instanceof Y.ContentString)
          deleted += struct.content.str.replace(COMMON, "");
      });
    };
    editor.doc.on("beforeObserverCalls", watch);
    const allowed = count(run());
    editor.doc.off("beforeObserverCalls", watch);

    const after = count(textOf(editor));
    const gone = excess(before, after);
    const come = excess(after, before);
    const own = this.own.get(editor) ?? new Set<string>();
    this.own.set(editor, own);
    // Of a block that two moved, who takes that back leaves the other's.
    const isCopy = (char: string): boolean => edit.reverts === true && this.rewritten.has(char) && after.has(char);
    const wrong = gone.filter((char) => !(edit.reverts ? own : allowed).has(char) && !isCopy(char));
    if (wrong.length > 0) throw new Error(`took away ${wrong.join(" ")}`);
    if (edit.rewrites || edit.reverts) {
      for (const char of [...count(deleted).keys(), ...come]) this.rewritten.add(char);
    } else {
      const more = excess(count(deleted), allowed);
      if (more.length > 0) throw new Error(`deleted ${JSON.stringify(more)} from the CRDT`);
    }
    for (const char of come) own.add(char);
    for (const char of come) {
      // Two editors cut the same two surrogate pairs, and what is left of both is a pair, at either.
      if (this.typed.has(char) && !before.has(char)) this.rewritten.add(char);
      this.typed.add(char);
    }
    for (const char of gone) this.taken.add(char);
  }

  /** What all hold in the end. @throws Error when something is missing or there twice */
  settle(editor: HeadlessEditor): void {
    const alive = count(textOf(editor));
    const lost = [...this.typed].filter((char) => !this.taken.has(char) && !alive.has(char));
    if (lost.length > 0) throw new Error(`lost ${lost.join(" ")}, which nobody deleted`);
    const twice = [...alive].filter(([char, n]) => n > 1 && !this.rewritten.has(char) && !/[\n -~]/.test(char)).map(([char]) => char);
    if (twice.length > 0) throw new Error(`holds ${twice.join(" ")} twice, which nobody moved`);
  }
}

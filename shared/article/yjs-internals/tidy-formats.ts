import * as Y from "yjs";
import { idAfter, type CharacterRun } from "../model/character-id.ts";
import { deletedStructs, isMarkerIn, newStructs, structsOf } from "./items.ts";

/**
 * Removes formats that say nothing any more after a change from elsewhere, the very ones that Yjs itself would remove (13.6.33,
 * `cleanupYTextAfterTransaction`), and in its place: Yjs walks over a whole gap once for each deleted item in it, which for 10,000
 * items takes seconds and for a long article minutes. Here each gap is walked over once.
 */
export function tidyFormats(body: Y.Text): void {
  const doc = body.doc!;
  const due = new WeakMap<Y.Transaction, Due>();
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    if (!transaction._needFormattingCleanup) return;
    transaction._needFormattingCleanup = false;
    due.set(transaction, dueAfter(body, transaction));
  });
  doc.on("afterTransactionCleanup", (transaction: Y.Transaction) => {
    const { deleted, isWhole } = due.get(transaction) ?? NOTHING;
    if (deleted.length === 0 && !isWhole) return;
    doc.transact((tidying) => {
      tidyGaps(body, deleted, tidying);
      if (isWhole && startsWithFormat(body)) Y.cleanupYTextFormatting(body);
    });
  });
}

/** What is to be tidied after a transaction: gaps with these deleted characters, and then perhaps the whole body. */
interface Due {
  readonly deleted: readonly CharacterRun[];
  readonly isWhole: boolean;
}

const NOTHING: Due = { deleted: [], isWhole: false };

/** The whole body when formats came, or went: in the latter case after the gaps of what was deleted before them, in the order of the delete set. */
function dueAfter(body: Y.Text, transaction: Y.Transaction): Due {
  for (const struct of newStructs(transaction)) if (!struct.deleted && isMarkerIn(struct, body)) return { deleted: [], isWhole: true };
  const deleted: CharacterRun[] = [];
  for (const struct of deletedStructs(transaction)) {
    if (isMarkerIn(struct, body)) return { deleted, isWhole: true };
    deleted.push({ ...idAfter(struct.id, 0), length: struct.length });
  }
  return { deleted, isWhole: false };
}

/** Yjs' walk over a whole text removes formats before its first character and no others, and copies a map for each item. */
function startsWithFormat({ _start }: Y.Text): boolean {
  for (let item = _start; item !== null && isGap(item); item = item.right) if (isFormat(item)) return true;
  return false;
}

/** Of two formats of one name with no text between them the first says nothing. */
function tidyGaps(body: Y.Text, deleted: readonly CharacterRun[], tidying: Y.Transaction): void {
  const seen = new Set<Y.Item>();
  for (const run of deleted) {
    for (const struct of structsOf(body.doc!, run)) {
      if (!(struct instanceof Y.Item) || struct.parent !== body || struct.parentSub !== null || seen.has(struct)) continue;
      let item: Y.Item | null = struct;
      while (item.right && isGap(item.right)) item = item.right;
      const names = new Set<string>();
      for (; item && isGap(item); item = item.left) {
        seen.add(item);
        if (!isFormat(item)) continue;
        const { key } = item.content;
        if (names.has(key)) item.delete(tidying);
        else names.add(key);
      }
    }
  }
}

const isFormat = (item: Y.Item): item is Y.Item & { readonly content: Y.ContentFormat } =>
  !item.deleted && item.content instanceof Y.ContentFormat;

const isGap = (item: Y.Item): boolean => item.deleted || !item.countable;

/** Deletes all formats of some names from the body. */
export function deleteFormats(body: Y.Text, names: ReadonlySet<string>): void {
  body.doc!.transact((transaction) => {
    for (let item = body._start; item !== null; item = item.right) {
      if (!item.deleted && item.content instanceof Y.ContentFormat && names.has(item.content.key)) item.delete(transaction);
    }
  });
}

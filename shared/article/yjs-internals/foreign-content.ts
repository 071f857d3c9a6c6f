import * as Y from "yjs";

/** The kinds of content that Yjs deletes from a text. */
const DELETABLE = [Y.ContentString, Y.ContentEmbed, Y.ContentType] as const;

/** Whether `Y.Text.delete` deletes this item; it steps over any other. */
export const isDeletable = ({ content }: Y.Item): boolean => DELETABLE.some((kind) => content instanceof kind);

/**
 * Finds content that counts in the length of a text but that `Y.Text.delete` steps over: arrays, JSON, bytes and the like, as other
 * programs write them.
 * @returns the parts of a stretch that are such content, in indices, in order
 */
export function foreignIn(body: Y.Text, index: number, length: number): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  const end = index + length;
  let at = 0;
  for (let item = body._start; item !== null && at < end; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (at + item.length > index && !isDeletable(item)) {
      found.push({ from: Math.max(at, index), to: Math.min(at + item.length, end) });
    }
    at += item.length;
  }
  return found;
}

/** Deletes a part that `foreignIn` found. */
export function deleteForeign(body: Y.Text, index: number, length: number): void {
  body.doc!.transact((transaction) => {
    let at = 0;
    for (let item = body._start; item !== null && at < index + length; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (at < index && at + item.length > index) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + index - at));
      else if (at + item.length > index + length)
        Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + index + length - at));
      at += item.length;
      if (at > index) item.delete(transaction);
    }
  });
}

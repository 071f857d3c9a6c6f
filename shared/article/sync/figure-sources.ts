import * as Y from "yjs";
import { readDataAddress, writeDataAddress } from "../../pictures/data-address.ts";
import { readReference, type PictureReference } from "../../pictures/reference.ts";
import { attributeOfKey } from "../identity/block-attributes.ts";
import { heldImage } from "../model/schema.ts";
import { BLOCKS, MOVE_PICTURES } from "../model/names.ts";

/** What figures name as their pictures, each once. */
function sourcesIn(doc: Y.Doc): Set<string> {
  const found = new Set<string>();
  for (const [key, value] of doc.getMap(BLOCKS)) if (attributeOfKey(key) === "src" && typeof value === "string") found.add(value);
  return found;
}

/** The stored pictures that an article's figures show now, each once. */
export const referencesOf = (doc: Y.Doc): PictureReference[] => [...sourcesIn(doc)].flatMap((src) => readReference(src) ?? []);

/** Whether figures hold pictures themselves, in the older form. */
export const holdsPictures = (doc: Y.Doc): boolean => [...sourcesIn(doc)].some((src) => heldImage(src) !== null);

/**
 * Has figures name stored pictures in place of those that they hold themselves (PI24). Whoever does it at the same time writes the same;
 * a picture that somebody put in another's place meanwhile stays.
 * @param store stores a picture. @returns the `src` of a figure that shows it; null for a picture that is to stay as it is
 */
export async function movePictures(doc: Y.Doc, store: (bytes: Uint8Array) => Promise<string | null>): Promise<void> {
  const moved = new Map<string, string>();
  for (const address of sourcesIn(doc)) {
    const held = heldImage(address) === null ? null : readDataAddress(address);
    const src = held && (await store(held.bytes));
    if (src !== null) moved.set(address, src);
  }
  replaceSources(doc, moved);
}

/**
 * The same for an article that nobody has yet.
 * @param update its body
 * @returns an update with nothing of what was moved
 */
export async function movedPictures(update: Uint8Array, store: (bytes: Uint8Array) => Promise<string | null>): Promise<Uint8Array> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  if (!holdsPictures(doc)) return update;
  await movePictures(doc, store);
  return Y.encodeStateAsUpdate(doc);
}

/**
 * An article whose figures hold the pictures that they name, for whoever gets it without the store (PI22). Those that are not there are
 * named as before.
 * @param pictures bytes by SHA-256
 * @returns another document, or the same one where there is nothing to put in
 */
export function embedPictures(doc: Y.Doc, pictures: ReadonlyMap<string, Uint8Array>): Y.Doc {
  const embedded = new Map<string, string>();
  for (const src of sourcesIn(doc)) {
    const reference = readReference(src);
    const bytes = reference && pictures.get(reference.sha256);
    if (bytes) embedded.set(src, writeDataAddress(reference.type, bytes));
  }
  if (embedded.size === 0) return doc;
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  replaceSources(copy, embedded);
  return copy;
}

function replaceSources(doc: Y.Doc, sources: ReadonlyMap<string, string>): void {
  if (sources.size === 0) return;
  const blocks = doc.getMap(BLOCKS);
  doc.transact(() => {
    for (const [key, value] of blocks) {
      const src = attributeOfKey(key) === "src" && typeof value === "string" ? sources.get(value) : undefined;
      if (src !== undefined) blocks.set(key, src);
    }
  }, MOVE_PICTURES);
}

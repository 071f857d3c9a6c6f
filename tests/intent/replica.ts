import * as Y from "yjs";
import type { Holder } from "../newsroom/simulated-newsroom.ts";

/** A document of one client. @param from what it holds at the beginning */
export function docOf(client: number, from?: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  return doc;
}

/** A document as one holds it who gets what others write. */
export const holder = (name: string, doc: Y.Doc): Holder => ({ name, doc, receive: (update) => Y.applyUpdate(doc, update, "remote") });

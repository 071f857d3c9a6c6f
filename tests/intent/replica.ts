import * as Y from "yjs";

/** A document of one client. @param from what it holds at the beginning */
export function docOf(client: number, from?: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  return doc;
}

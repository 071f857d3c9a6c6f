import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { readUpdate } from "../../shared/update/scan.ts";

/** The document of a version's state. @throws UpdateError, or another error of Yjs, when it cannot be read */
export function openState(state: Uint8Array): Y.Doc {
  readUpdate(state);
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, state);
  return doc;
}

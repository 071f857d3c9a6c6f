import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { bodyOf } from "../article/model/body.ts";
import { projectBody } from "../article/projection/project.ts";
import { decide } from "../article/sync/decide.ts";
import { BodyWriter } from "../article/sync/writer.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";

/** An article without what is only suggested in it, as it leaves Tahrir (SU16). `doc` stays as it is. */
export function baseArticle(doc: Y.Doc): Node {
  const copy = new Y.Doc();
  bodyOf(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const article = articleOf(copy);
  copy.transact(() => decide(new BodyWriter(article, new Landmarks(article.body)), "refused", "all"));
  const base = projectBody(article.body);
  copy.destroy();
  return base;
}

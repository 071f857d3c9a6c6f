import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import type { Verdict } from "../article/identity/suggestion-records.ts";
import { bodyOf } from "../article/model/body.ts";
import { projectBody } from "../article/projection/project.ts";
import { decide } from "../article/sync/decide.ts";
import { BodyWriter } from "../article/sync/writer.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";

/** An article without what is only suggested in it, as it leaves Tahrir (SU16). `doc` stays as it is. */
export function baseArticle(doc: Y.Doc): Node {
  const copy = decidedCopy(doc, "refused");
  const base = projectBody(articleOf(copy).body);
  copy.destroy();
  return base;
}

/** A copy of an article in which all that is suggested is accepted or refused; whoever asks destroys it. `doc` stays as it is. */
export function decidedCopy(doc: Y.Doc, verdict: Verdict): Y.Doc {
  const copy = new Y.Doc();
  bodyOf(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const article = articleOf(copy);
  copy.transact(() => decide(new BodyWriter(article, new Landmarks(article.body)), verdict, "all"));
  return copy;
}

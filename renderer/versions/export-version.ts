import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { plainInline } from "../../shared/article/projection/plain-inline.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { decide } from "../../shared/article/sync/decide.ts";
import { BodyWriter } from "../../shared/article/sync/writer.ts";
import { Landmarks } from "../../shared/article/yjs-internals/landmarks.ts";
import { withoutControls } from "../../shared/text/bidi-controls.ts";
import { ArticleSerializer } from "../editor/index.ts";

export const FORMATS = ["text", "html"] as const;
export type Format = (typeof FORMATS)[number];

const TYPES: Readonly<Record<Format, { readonly type: string; readonly ending: string }>> = {
  text: { type: "text/plain", ending: "txt" },
  html: { type: "text/html", ending: "html" },
};

/** The article without what was only suggested in it (SU16). */
function baseOf(doc: Y.Doc): Node {
  const copy = new Y.Doc();
  bodyOf(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const article = articleOf(copy);
  copy.transact(() => decide(new BodyWriter(article, new Landmarks(article.body)), "refused", "all"));
  const base = projectBody(article.body);
  copy.destroy();
  return base;
}

/** An article as a file. */
export function exported(doc: Y.Doc, format: Format, language: ArticleLanguage): Blob {
  const base = baseOf(doc);
  const dir = baseDirectionOf(language);
  const { type } = TYPES[format];
  if (format === "text") return new Blob([base.children.map(({ content }) => plainInline(content)).join("\n\n")], { type });
  const page = document.implementation.createHTMLDocument(base.firstChild!.textContent);
  page.documentElement.lang = language;
  page.documentElement.dir = dir;
  page.body.append(new ArticleSerializer(() => language).serializeFragment(base.content, { document: page }));
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  return new Blob([`<!doctype html>\n${page.documentElement.outerHTML}\n`], { type });
}

/** Has the browser save a file. @param name without its ending */
export function save(file: Blob, name: string, format: Format): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${
    withoutControls(name)
      .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, " ")
      .trim() || "tahrir"
  }.${TYPES[format].ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

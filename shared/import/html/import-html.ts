import { Fragment, type Node } from "prosemirror-model";
import * as Y from "yjs";
import { bodyOf } from "../../article/model/body.ts";
import { languageOfTag, setLanguage, type ArticleLanguage } from "../../article/model/language.ts";
import { footnotesInOrder } from "../../article/model/parted-footnotes.ts";
import { schema } from "../../article/model/schema.ts";
import { fillBody } from "../../article/projection/fill.ts";
import { hasRightToLeftLetter } from "../../text/direction.ts";
import { article, block, inline } from "../blocks.ts";
import { ImportError, type ImportedFile } from "../imported-file.ts";
import { MOST_LOSSES, NEAR, type Loss } from "../loss.ts";
import { areTooMany, pageRefusal } from "./bounds.ts";
import { elementsIn, findElement, named, type PageElement } from "./page.ts";
import { PageTooDeep, parsePage } from "./parse.ts";
import { line } from "./picture.ts";
import { levelOfHeading, readPage, type PageLoss } from "./reader.ts";

/** Most bytes of one picture in a page, and of all: the article holds them. */
const LARGEST_PICTURE = 8 * 1024 * 1024;
const LARGEST_PICTURES = 32 * 1024 * 1024;
/** A first paragraph up to this length, in UTF-16 units, is the headline of a page that names none. */
const LONGEST_HEADLINE = 200;

/**
 * Makes a new article of a page of HTML, by the reader of the clipboard. Nothing in it is run or loaded.
 * @throws ImportError for one that is empty, too large, or made to be costly; nothing was made then
 */
export function importHtml(name: string, html: string): ImportedFile {
  const refusal = pageRefusal(html);
  if (refusal) throw new ImportError(refusal === "paste-too-large" ? "large" : "page", name);
  const root = parsed(name, html);
  const body = findElement(root, named("body"));
  if (!body) throw new ImportError("empty", name);
  const language = languageOfTag(root.getAttribute("lang") ?? "") ?? (hasRightToLeftLetter(body.textContent) ? null : "en");
  const { doc, losses } = readArticle(root, body, language ?? "fa");
  if (doc.textContent.trim() === "" && doc.childCount === 1) throw new ImportError("empty", name);
  if (areTooMany(doc.children)) throw new ImportError("large", name);
  const made = new Y.Doc();
  if (language !== null) setLanguage(made, language);
  fillBody(bodyOf(made), doc);
  return { rooms: { body: Y.encodeStateAsUpdate(made), notes: null }, losses };
}

function parsed(name: string, html: string): PageElement {
  try {
    return parsePage(html);
  } catch (error) {
    if (error instanceof PageTooDeep) throw new ImportError("page", name, { cause: error });
    throw error;
  }
}

/** A page as an article of this language. */
export function readArticle(
  root: PageElement,
  body: PageElement,
  language: ArticleLanguage,
): { readonly doc: Node; readonly losses: readonly Loss[] } {
  const headline = headlineIn(body);
  const lost: PageLoss[] = [];
  let left = LARGEST_PICTURES;
  const blocks = readPage(
    body,
    [...elementsIn(root)].filter(named("style")).map(({ textContent }) => textContent),
    {
      language,
      isTooLarge: (bytes) => {
        if (bytes > Math.min(left, LARGEST_PICTURE)) return true;
        left -= bytes;
        return false;
      },
      onLost: (loss) => lost.length < MOST_LOSSES && lost.push(loss),
      ...(headline && { headline }),
    },
  );
  const { doc, headlineAt } = headed(blocks, root);
  const losses = lost.map(({ kind, detail, block }) => {
    const at = numberIn(doc, block, headlineAt);
    return { kind, detail, block: at, near: doc.child(at).textContent.slice(0, NEAR).toWellFormed() };
  });
  return { doc: doc.copy(Fragment.fromArray(footnotesInOrder(doc.children))), losses };
}

/** The first heading of the first level; else a heading before any other text. */
function headlineIn(body: PageElement): PageElement | null {
  const first = findElement(body, named("h1"));
  if (first) return first;
  const heading = findElement(body, (element) => levelOfHeading(element) > 0);
  const start = heading?.textContent.trim();
  return start !== undefined && start !== "" && body.textContent.trimStart().startsWith(start) ? heading : null;
}

/** @returns an article, and the number among the blocks of the one that is its headline; -1 when it is none of them */
function headed(blocks: readonly Node[], root: PageElement): { readonly doc: Node; readonly headlineAt: number } {
  const headlineAt = blocks.findIndex(({ type }) => type.name === "headline");
  // A page says its headline once: another is a heading.
  const rest = blocks
    .filter((_, i) => i !== headlineAt)
    .map((one) => (one.type.name === "headline" ? block("heading", { level: 1, dir: one.attrs["dir"] }, one.content.content) : one));
  if (headlineAt >= 0) return { doc: schema.node("doc", null, [blocks[headlineAt]!, ...rest]), headlineAt };
  const title = line(findElement(root, named("title"))?.textContent ?? "");
  if (title !== "") return { doc: article(inline(title), rest), headlineAt };
  const [first] = rest;
  if (first?.type.name !== "paragraph" || first.content.size > LONGEST_HEADLINE) return { doc: article([], rest), headlineAt };
  return { doc: article(first.content.content, rest.slice(1), first.attrs["dir"] as string | null), headlineAt: 0 };
}

/** Where a block of the page is in the article. */
function numberIn(doc: Node, block: number, headlineAt: number): number {
  const number = headlineAt === -1 || block < headlineAt ? block + 1 : block === headlineAt ? 0 : block;
  return Math.min(number, doc.childCount - 1);
}

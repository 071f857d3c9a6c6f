import { DOMParser as SchemaParser, Fragment, Slice, type Node as Block } from "prosemirror-model";
import type { ArticleLanguage } from "../../../shared/article/model/language.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import { readPage, type ReaderOptions } from "../../../shared/import/html/reader.ts";
import type { ArticleSerializer } from "./serialize.ts";

/** In bytes: a page is no place for a picture that takes longer to read. */
const LARGEST_HELD = 9_000_000;
const isTooLarge = (bytes: number): boolean => bytes > LARGEST_HELD;

/** Blocks as a slice whose first and last block join what they are pasted into. */
export const sliceOf = (blocks: readonly Block[]): Slice =>
  blocks.length > 0 ? new Slice(Fragment.fromArray([...blocks]), 1, 1) : Slice.empty;

/** Any HTML as blocks. Nothing in it is run or loaded. */
export const readHtml = (html: string, options: Omit<ReaderOptions, "isTooLarge">): Block[] =>
  readBody(new DOMParser().parseFromString(html, "text/html").body, options);

const readBody = (body: Element, options: Omit<ReaderOptions, "isTooLarge">): Block[] =>
  readPage(
    body,
    [...body.ownerDocument.querySelectorAll("style")].map((style) => style.textContent),
    { ...options, isTooLarge },
  );

/** Blocks as Tahrir's own HTML. */
export function cleanHtml(blocks: readonly Block[], serializer: ArticleSerializer): string {
  const clean = document.implementation.createHTMLDocument();
  clean.body.append(serializer.serializeFragment(Fragment.fromArray([...blocks]), { document: clean }));
  return clean.body.innerHTML;
}

/**
 * The parser that ProseMirror reads pasted HTML with. It never sees foreign HTML: the page is read by `readHtml` and
 * written as Tahrir's own HTML first.
 */
export class ArticleParser extends SchemaParser {
  readonly #language: () => ArticleLanguage;

  /** @param language the article's own */
  constructor(language: () => ArticleLanguage) {
    super(schema, []);
    this.#language = language;
  }

  override parseSlice(root: Node): Slice {
    return sliceOf(readBody(root as Element, { language: this.#language() }));
  }
}

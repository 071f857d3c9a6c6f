import type { Article } from "./article.ts";
import { HEADLINE } from "./block-attributes.ts";
import { BLOCK_ATTRIBUTES, isInlineAttribute } from "../model/names.ts";
import { deleteFormats } from "../yjs-internals/tidy-formats.ts";
import { readBody } from "../yjs-internals/read.ts";
import type { Attributes } from "../model/tokens.ts";

/** Those that said something of nothing but blocks. */
const OF_BLOCKS_ALONE: ReadonlySet<string> = new Set(BLOCK_ATTRIBUTES.filter((name) => !isInlineAttribute(name)));
const OF_BOTH = BLOCK_ATTRIBUTES.filter(isInlineAttribute);

/**
 * Moves over what formats say of blocks, in the transaction that is open, in an article of the older form, in which formats of each
 * `\n` said what its block is. Several who do so at the same time write the same, which gives way to whatever is said of a block
 * afterwards. Does nothing in an article of today's form.
 */
export function moveOver({ body, blocks }: Article): void {
  if (!blocks.isFormer) return;
  let index = 0;
  const said: { readonly at: number; readonly names: readonly string[] }[] = [];
  for (const { insert, attributes, id } of readBody(body)) {
    if (id) {
      blocks.setFormer(id, namedIn(attributes ?? {}));
      const names = OF_BOTH.filter((name) => attributes?.[name] !== undefined);
      if (names.length > 0) said.push({ at: index, names });
    }
    index += typeof insert === "string" ? insert.length : 1;
  }
  const dir: unknown = body.getAttribute("dir");
  if (dir !== undefined) blocks.setFormer(HEADLINE, { dir });
  deleteFormats(body, OF_BLOCKS_ALONE);
  // Direction and language of a block must not go on in what is typed behind its `\n`: there, the names are those of inline formats.
  for (const { at, names } of said) body.format(at, 1, Object.fromEntries(names.map((name) => [name, null])));
  blocks.declareForm();
}

const namedIn = (attributes: Attributes): Attributes =>
  Object.fromEntries(BLOCK_ATTRIBUTES.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])));

import type { Node } from "prosemirror-model";
import { newFootnoteId } from "../article/model/footnote-id.ts";
import { referenceTo } from "../article/model/footnotes.ts";
import { schema } from "../article/model/schema.ts";

/** Kinds that a footnote cannot hold the text of: they stand behind it. */
const STANDS = new Set(["figure", "divider"]);

/** Makes footnotes of those of a file, which names them in its own way. */
export class ImportedFootnotes {
  readonly #ids = new Map<string, string>();
  readonly #blocks: Node[] = [];

  /** Those that were added, in their order. */
  get blocks(): readonly Node[] {
    return this.#blocks;
  }

  /** @param name of the footnote in the file */
  reference(name: string): Node {
    return referenceTo(this.idOf(name));
  }

  /** Adds what a footnote says; one that says nothing is an empty block. */
  add(name: string, blocks: readonly Node[]): void {
    const footnote = this.idOf(name);
    const said = blocks.length === 0 ? [schema.node("footnote", { footnote })] : blocks;
    for (const block of said) {
      const { dir, lang } = block.attrs as Record<string, unknown>;
      this.#blocks.push(STANDS.has(block.type.name) ? block : schema.node("footnote", { footnote, dir, lang }, block.content));
    }
  }

  idOf(name: string): string {
    const id = this.#ids.get(name) ?? newFootnoteId();
    this.#ids.set(name, id);
    return id;
  }
}

import type { Fragment, Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { heldPicture, PictureRefused, type PictureRefusal } from "./picture-file.ts";

export interface PictureOptions {
  /** Asks the core, which asks the internet. */
  readonly fetch: (url: string) => Promise<{ readonly bytes: Uint8Array }>;
  readonly onRefused: (reason: PictureRefusal) => void;
  readonly onError: (error: unknown) => void;
}

/** The address of a picture on a server; null for one that the article holds, and for what is no address. */
export const remoteAddress = (src: unknown): string | null =>
  typeof src === "string" && URL.canParse(src) && /^https?:/i.test(src) ? src : null;

/** Who hosts it, as people read it. */
export const hostOf = (address: string): string => new URL(address).host;

/** The addresses of all pictures on servers, each once. */
export function remoteIn(content: Fragment): string[] {
  const found = new Set<string>();
  content.descendants((node) => {
    const address = node.type.name === "figure" ? remoteAddress(node.attrs["src"]) : null;
    if (address !== null) found.add(address);
    return !node.isTextblock;
  });
  return [...found];
}

/** Pictures that an article only names by address: they are fetched into the article when a person agrees. */
export class Pictures {
  readonly #options: PictureOptions;
  readonly #asked = new Set<string>();

  constructor(options: PictureOptions) {
    this.#options = options;
  }

  /** Fetches pictures into the figures that name them, one after another. */
  async fetch(view: EditorView, addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      if (this.#asked.has(address)) continue;
      this.#asked.add(address);
      try {
        const { bytes } = await this.#options.fetch(address);
        const src = await heldPicture(new Blob([new Uint8Array(bytes)]));
        if (view.isDestroyed) return;
        fill(view, address, src);
      } catch (error) {
        if (error instanceof PictureRefused) this.#options.onRefused(error.reason);
        else this.#options.onError(error);
      } finally {
        this.#asked.delete(address);
      }
    }
  }

  /** Takes out the figures that name these; one with a caption leaves it. */
  leaveOut(view: EditorView, addresses: readonly string[]): void {
    const { tr } = view.state;
    const figures = figuresOf(tr.doc, (address) => addresses.includes(address));
    for (const { pos, node } of figures.toReversed()) {
      if (node.content.size > 0) tr.setNodeMarkup(pos, node.type.schema.nodes["paragraph"], { dir: node.attrs["dir"] as unknown });
      else tr.delete(pos, pos + node.nodeSize);
    }
    if (tr.docChanged) view.dispatch(tr);
    view.focus();
  }
}

function fill(view: EditorView, address: string, src: string): void {
  const { tr } = view.state;
  for (const { pos } of figuresOf(tr.doc, (one) => one === address)) tr.setNodeAttribute(pos, "src", src);
  if (tr.docChanged) view.dispatch(tr);
}

function figuresOf(doc: Node, isMeant: (address: string) => boolean): { readonly node: Node; readonly pos: number }[] {
  const found: { node: Node; pos: number }[] = [];
  doc.forEach((node, pos) => {
    const address = node.type.name === "figure" ? remoteAddress(node.attrs["src"]) : null;
    if (address !== null && isMeant(address)) found.push({ node, pos });
  });
  return found;
}

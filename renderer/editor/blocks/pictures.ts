import type { EditorView } from "prosemirror-view";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { heldImage } from "../../../shared/article/model/schema.ts";
import { readDataAddress } from "../../../shared/pictures/data-address.ts";
import { OFFERED_TYPES } from "../../../shared/pictures/picture.ts";
import type { PictureRefusal, PreparedPicture } from "../../pictures/messages.ts";
import type { PictureSource } from "../../pictures/picture-source.ts";
import { PictureRefused } from "../../pictures/picture-file.ts";

export interface PictureOptions {
  readonly source: PictureSource;
  /** As `preparePicture`. */
  readonly prepare: (file: Blob) => Promise<PreparedPicture>;
  /** Asks the core, which asks the internet. */
  readonly fetch: (url: string) => Promise<{ readonly bytes: Uint8Array }>;
  readonly onRefused: (reason: PictureRefusal) => void;
  /** Told of what the file of a picture had and the picture that was stored has not: where it was taken, or a part of a drawing. */
  readonly onRemoved: (what: "place" | "part") => void;
  readonly onError: (error: unknown) => void;
}

/** The address of a picture on a server; null for one that the article holds, and for what is no address. */
export const remoteAddress = (src: unknown): string | null =>
  typeof src === "string" && URL.canParse(src) && /^https?:/i.test(src) ? src : null;

/** False for a file that says itself that it is no picture. */
export const isPictureFile = (file: File): boolean => (OFFERED_TYPES as readonly string[]).includes(file.type);

/** The address in which a figure holds its picture; null for any other node. */
const heldIn = (node: Node): string | null => (node.type.name === "figure" ? heldImage(node.attrs["src"]) : null);

/** Whether a slice holds pictures. */
export const holdsPictures = ({ content }: Slice): boolean => content.content.some((node) => heldIn(node) !== null);

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

/** Brings pictures into an article: files, those that a page holds, and those that are on servers, when a person agrees. */
export class Pictures {
  readonly #options: PictureOptions;
  readonly #asked = new Set<string>();

  constructor(options: PictureOptions) {
    this.#options = options;
  }

  /** Where stored pictures are. */
  get source(): PictureSource {
    return this.#options.source;
  }

  /**
   * Stores a picture's file, as `preparePicture` makes it.
   * @param onRefused told why it is not taken; the person who edits, without it
   * @returns the `src` of a figure that shows it; null for one that was refused
   */
  async take(file: Blob, onRefused = this.#options.onRefused): Promise<string | null> {
    try {
      const { bytes, hadPlace, isReduced } = await this.#options.prepare(file);
      const src = await this.source.store(bytes);
      if (hadPlace) this.#options.onRemoved("place");
      if (isReduced) this.#options.onRemoved("part");
      return src;
    } catch (error) {
      if (error instanceof PictureRefused) onRefused(error.reason);
      else this.#options.onError(error);
      return null;
    }
  }

  /** Stores the pictures that are held in a slice. @returns the slice with references to them, and without those that were refused */
  async takeHeld({ content, openStart, openEnd }: Slice): Promise<Slice> {
    const nodes: Node[] = [];
    for (const node of content.content) {
      const address = heldIn(node);
      const held = address === null ? null : readDataAddress(address);
      const src = held && (await this.take(new Blob([new Uint8Array(held.bytes)])));
      if (address === null) nodes.push(node);
      else if (src !== null) nodes.push(node.type.create({ ...node.attrs, src }, node.content));
      else if (node.content.size > 0) nodes.push(node.type.schema.node("paragraph", { dir: node.attrs["dir"] as unknown }, node.content));
    }
    return new Slice(
      Fragment.from(nodes),
      nodes[0] === content.firstChild ? openStart : 0,
      nodes.at(-1) === content.lastChild ? openEnd : 0,
    );
  }

  /** Fetches pictures into the figures that name them, one after another. */
  async fetch(view: EditorView, addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      if (this.#asked.has(address)) continue;
      this.#asked.add(address);
      try {
        const { bytes } = await this.#options.fetch(address);
        const src = await this.take(new Blob([new Uint8Array(bytes)]));
        if (view.isDestroyed) return;
        if (src !== null) fill(view, address, src);
      } catch (error) {
        this.#options.onError(error);
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

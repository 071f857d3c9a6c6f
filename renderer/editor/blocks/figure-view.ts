import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, ViewMutationRecord } from "prosemirror-view";
import { directionOf, heldImage } from "../../../shared/article/model/schema.ts";
import { isBomb, pictureOf } from "../../../shared/pictures/picture.ts";
import { readReference, type PictureReference } from "../../../shared/pictures/reference.ts";
import type { Text } from "../../i18n/text.tsx";
import { drawStored } from "../../pictures/draw-stored.ts";
import type { PictureSource } from "../../pictures/picture-source.ts";
import { hostOf, remoteAddress } from "./pictures.ts";

/** Base64 characters (four for three bytes) in which most pictures state their type and size. */
const HEAD = 4 * 8192;

/** Pixels from which on a picture is as high as it is, and how many times as broad as high it may be for that. */
const TALL = 64;
const FLAT = 5;

/** What a figure says in place of its picture. */
export interface FigureWords {
  /** The text in place of a picture at this host. */
  readonly remote: (host: string) => string;
  readonly fetch: string;
  readonly broken: string;
  /** The text in place of a picture that is not on this computer yet. */
  readonly waiting: string;
}

/** What figures say, in the language of the interface. */
export const figureWords = (t: Text): FigureWords => ({
  remote: (host) => t("editor.pictures.absent", { host }),
  fetch: t("editor.pictures.fetch"),
  broken: t("editor.pictures.broken"),
  waiting: t("editor.pictures.waiting"),
});

export interface FigureActions {
  readonly source: PictureSource;
  readonly fetch: (address: string) => void;
  readonly words: () => FigureWords;
}

/**
 * A figure on the page: the picture, its caption, which is the block's text, and its credit. Only a picture that the article
 * holds, or that is stored beside it, is drawn (DE16); in place of one that is on a server stands a text, with a button that fetches it.
 */
export class FigureView implements NodeView {
  readonly dom = document.createElement("figure");
  readonly contentDOM = document.createElement("figcaption");
  readonly #picture = document.createElement("img");
  readonly #absent = document.createElement("div");
  readonly #words = document.createElement("p");
  readonly #address = document.createElement("bdi");
  readonly #fetch = document.createElement("button");
  readonly #credit = document.createElement("small");
  readonly #actions: FigureActions;
  #isTurned = false;
  #endStored: (() => void) | null = null;
  /** The address that was drawn last; at first a value that no article can hold. */
  #src: unknown = this;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined, actions: FigureActions) {
    this.#actions = actions;
    this.dom.dataset["kind"] = "figure";
    this.#picture.draggable = false;
    this.#picture.decoding = "async";
    this.#absent.className = "figure-absent";
    this.#address.className = "figure-address";
    // In the interface's language, whichever way the article runs.
    this.#words.dir = "auto";
    this.#fetch.type = "button";
    this.#fetch.className = "app-button";
    this.#fetch.addEventListener("click", () => {
      const address = remoteAddress(this.#src);
      if (address !== null && view.editable) actions.fetch(address);
    });
    this.#absent.append(this.#words, this.#address, this.#fetch);
    for (const element of [this.#picture, this.#absent, this.#credit]) {
      element.contentEditable = "false";
      element.addEventListener("mousedown", (event) => {
        const pos = getPos();
        if (pos === undefined || event.button !== 0 || event.target === this.#fetch) return;
        event.preventDefault();
        view.focus();
        view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)));
      });
    }
    this.dom.append(this.#picture, this.contentDOM, this.#credit);
    this.#draw(node);
  }

  update(node: Node): boolean {
    if (node.type.name !== "figure") return false;
    this.#draw(node);
    return true;
  }

  destroy(): void {
    this.#endStored?.();
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof Element && !this.contentDOM.contains(event.target) && this.dom !== event.target;
  }

  #draw({ attrs, content }: Node): void {
    if (attrs["src"] !== this.#src) this.#drawPicture(attrs["src"]);
    this.#picture.alt = textOf(attrs["alt"]);
    this.#credit.textContent = textOf(attrs["credit"]);
    this.#credit.hidden = this.#credit.textContent === "";
    this.contentDOM.toggleAttribute("data-empty", content.size === 0);
    const dir = directionOf(attrs["dir"]);
    // One that nobody turned may have the direction of its text, which a decoration says.
    if (dir) this.dom.dir = dir;
    else if (this.#isTurned) this.dom.removeAttribute("dir");
    this.#isTurned = dir !== null;
  }

  #drawPicture(src: unknown): void {
    this.#src = src;
    this.#endStored?.();
    this.#endStored = null;
    this.#picture.style.aspectRatio = "";
    this.#picture.style.inlineSize = "";
    const reference = readReference(src);
    if (reference) return this.#drawStored(reference);
    const held = heldImage(src);
    const drawn = held !== null && isDrawable(held);
    if (drawn) this.#picture.src = held;
    else this.#picture.removeAttribute("src");
    const words = this.#actions.words();
    const address = remoteAddress(src);
    this.#showAbsent(drawn ? null : address === null ? words.broken : words.remote(hostOf(address)), address);
  }

  #drawStored(reference: PictureReference): void {
    const { source, words } = this.#actions;
    const { width, height } = reference;
    this.#showAbsent(null, null);
    // At once, so that whoever puts one in is taken to where it ends. Flat and tiny ones are drawn larger than they are.
    if (height >= TALL && width <= FLAT * height) {
      this.#picture.style.aspectRatio = `${width} / ${height}`;
      this.#picture.style.inlineSize = breadthOf(reference);
    }
    this.#endStored = drawStored(this.#picture, reference, source, (isMissing) => {
      this.#showAbsent(isMissing ? words().waiting : null, null);
      // As large as the picture will be, so that nothing moves when it comes.
      this.#absent.style.aspectRatio = isMissing ? `${width} / ${height}` : "";
      this.#absent.style.inlineSize = isMissing ? breadthOf(reference) : "";
    });
  }

  /** Shows a text in place of the picture; null for none. @param address that a button fetches */
  #showAbsent(text: string | null, address: string | null): void {
    this.#absent.style.aspectRatio = "";
    this.#absent.style.inlineSize = "";
    this.#picture.hidden = text !== null;
    if (text === null) return this.#absent.remove();
    this.#picture.after(this.#absent);
    this.#words.textContent = text;
    this.#address.textContent = address ?? "";
    this.#fetch.textContent = this.#actions.words().fetch;
    this.#fetch.hidden = address === null;
  }
}

/** False for bytes that are no picture, and for a picture too large to be drawn: a colleague may have put in anything. */
function isDrawable(address: string): boolean {
  try {
    // Most say it in their first bytes; one that carries much about itself before, somewhere.
    const picture = pictureOf(bytesOf(address.slice(0, address.indexOf(",") + 1 + HEAD))) ?? pictureOf(bytesOf(address));
    return picture !== null && !isBomb(picture);
  } catch (error) {
    // Not base64.
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** The bytes of a `data:` address. */
function bytesOf(address: string): Uint8Array {
  return Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (char) => char.codePointAt(0)!);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** How broad a picture stands on the page, for CSS. */
const breadthOf = ({ width, height }: PictureReference): string => `min(100%, ${width}px, ${width / height} * var(--tallest-picture))`;

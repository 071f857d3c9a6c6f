/** A figure on the page: the picture, its caption, which is the block's text, and its credit. */
import type { Node } from "prosemirror-model";
import type { NodeView, ViewMutationRecord } from "prosemirror-view";
import { directionOf, safeImage } from "../../../shared/article/schema.ts";

export class FigureView implements NodeView {
  readonly dom = document.createElement("figure");
  readonly contentDOM = document.createElement("figcaption");
  readonly #picture = document.createElement("img");
  readonly #credit = document.createElement("small");

  constructor(node: Node) {
    this.dom.dataset["kind"] = "figure";
    this.#picture.contentEditable = "false";
    this.#picture.draggable = false;
    // Somebody else's server hosts it: it learns that it was read, and not where.
    this.#picture.referrerPolicy = "no-referrer";
    this.#picture.loading = "lazy";
    this.#credit.contentEditable = "false";
    this.dom.append(this.#picture, this.contentDOM, this.#credit);
    this.#draw(node);
  }

  update(node: Node): boolean {
    if (node.type.name !== "figure") return false;
    this.#draw(node);
    return true;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }

  #draw({ attrs, content }: Node): void {
    const src = safeImage(attrs["src"]);
    if (src === null) this.#picture.removeAttribute("src");
    else if (this.#picture.getAttribute("src") !== src) this.#picture.src = src;
    this.#picture.alt = textOf(attrs["alt"]);
    this.#picture.hidden = src === null;
    this.#credit.textContent = textOf(attrs["credit"]);
    this.#credit.hidden = this.#credit.textContent === "";
    this.contentDOM.toggleAttribute("data-empty", content.size === 0);
    const dir = directionOf(attrs["dir"]);
    if (dir) this.dom.dir = dir;
    else this.dom.removeAttribute("dir");
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

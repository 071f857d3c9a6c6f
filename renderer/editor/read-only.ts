import type { Plugin } from "prosemirror-state";
import type * as Y from "yjs";
import type { Direction } from "../../shared/text/direction.ts";
import type { FigureWords } from "./blocks/figure-view.ts";
import type { PictureSource } from "../pictures/picture-source.ts";
import { Pictures } from "./blocks/pictures.ts";
import "prosemirror-view/style/prosemirror.css";
import "./editor.css";
import "./invisibles.css";
import "./blocks/figure.css";
import "./footnotes.css";
import "./lists.css";
import { createView, type EditorHandle } from "./view.ts";

interface ReadOnlyOptions {
  readonly doc: Y.Doc;
  readonly plugins: readonly Plugin[];
  /** The article's own direction. */
  readonly baseDirection: Direction;
  /** DOM attributes of the text: its name and its language. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly figureWords: () => FigureWords;
  readonly pictures: PictureSource;
}

const nothing = (): void => undefined;

/** Shows an article that is not edited, as the editor shows it. @param place the view is appended to it; the caller calls `destroyView` */
export function openReadOnly(
  place: HTMLElement,
  { doc, plugins, baseDirection, attributes, figureWords, pictures }: ReadOnlyOptions,
): EditorHandle {
  return createView(place, {
    doc,
    plugins,
    baseDirection: () => baseDirection,
    editable: () => false,
    attributes: { role: "textbox", "aria-multiline": "true", "aria-readonly": "true", tabindex: "0", ...attributes },
    pictures: new Pictures({
      source: pictures,
      prepare: () => Promise.reject(new Error("read-only")),
      fetch: () => Promise.reject(new Error("read-only")),
      onRefused: nothing,
      onRemoved: nothing,
      onError: nothing,
    }),
    figureWords,
    onRepair: (error) => console.error(error),
  });
}

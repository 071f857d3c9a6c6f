/** For pages of the tests: the editor's own view of an article, without toolbar, core or pictures. */
import { readPicture } from "../../renderer/pictures/picture-file.ts";
import { NO_PICTURES } from "../../renderer/pictures/picture-source.ts";
import type { Plugin } from "prosemirror-state";
import type * as Y from "yjs";
import { Pictures } from "../../renderer/editor/blocks/pictures.ts";
import { createView, type EditorHandle } from "../../renderer/editor/view.ts";

/** Appends it to the page. @param attributes of its DOM */
export function openBareView(
  doc: Y.Doc,
  plugins: readonly Plugin[],
  editable = true,
  attributes: Readonly<Record<string, string>> = {},
): EditorHandle {
  const place = document.body.appendChild(document.createElement("div"));
  place.className = "editor-page";
  return createView(place, {
    doc,
    plugins,
    baseDirection: () => "rtl",
    editable: () => editable,
    attributes,
    pictures: new Pictures({
      source: NO_PICTURES,
      prepare: readPicture,
      onRemoved: () => undefined,
      fetch: () => Promise.reject(new Error("nothing is fetched here")),
      onRefused: () => undefined,
      onError: console.error,
    }),
    figureWords: () => ({ remote: (host) => host, fetch: "", broken: "", waiting: "" }),
    onRepair: (error) => {
      throw error;
    },
  });
}

import { Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Node } from "prosemirror-model";
import { schema } from "../../../shared/article/model/schema.ts";
import { fileKind } from "../../../shared/import/file.ts";
import { ARTICLE_DRAG } from "../../../shared/rpc/offered-file.ts";
import { areTooMany } from "../../../shared/import/html/bounds.ts";
import { remoteIn } from "../blocks/pictures.ts";
import { dropSlice } from "./drop.ts";
import { sliceOf } from "./parser.ts";

export interface DroppedFilesOptions {
  /** What stands over the article while files are held over it. */
  readonly hint: () => string;
  /** The text of a file as an article; null when it is none, of which somebody was told. */
  readonly read: (file: File) => Promise<Node | null>;
  readonly onTooLarge: () => void;
  /** Told of the addresses of pictures on servers that stand in what was dropped. */
  readonly onRemote: (addresses: readonly string[]) => void;
}

/** Places at which files were dropped that are being read: they move with the text. */
type Places = ReadonlyMap<number, number>;
type Change = { readonly add: number; readonly pos: number } | { readonly remove: number };

const key = new PluginKey<Places>("dropped-files");
let last = 0;

/** Inserts the text of files where they are dropped in an article, as a paste, in one step (DX21). Pictures are not its own. */
export function droppedFiles(options: DroppedFilesOptions): Plugin<Places> {
  return new Plugin<Places>({
    key,
    state: {
      init: () => new Map(),
      apply(tr, before) {
        const change = tr.getMeta(key) as Change | undefined;
        if (!change && (before.size === 0 || !tr.docChanged)) return before;
        const places = new Map([...before].map(([id, pos]) => [id, tr.mapping.map(pos)] as const));
        if (change && "add" in change) places.set(change.add, change.pos);
        if (change && "remove" in change) places.delete(change.remove);
        return places;
      },
    },
    props: {
      handleDrop(view, event, _slice, moved) {
        // An article on its way out is no text that somebody wants in here, least of all in itself.
        if (event.dataTransfer?.types.includes(ARTICLE_DRAG)) return true;
        const files = [...(event.dataTransfer?.files ?? [])];
        if (moved || files.length === 0 || files.some(({ name }) => fileKind(name) === null)) return false;
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (place) void insert(view, files, place.pos, options);
        return true;
      },
    },
    view: (view) => new Hint(view, options.hint),
  });
}

async function insert(view: EditorView, files: readonly File[], pos: number, options: DroppedFilesOptions): Promise<void> {
  const id = ++last;
  view.dispatch(view.state.tr.setMeta(key, { add: id, pos } satisfies Change));
  const blocks: Node[] = [];
  for (const file of files) {
    const article = await options.read(file);
    if (article) blocks.push(...blocksOf(article));
  }
  if (view.isDestroyed) return;
  const place = key.getState(view.state)?.get(id);
  const tr = view.state.tr.setMeta(key, { remove: id } satisfies Change);
  const isTooLarge = areTooMany(blocks);
  if (isTooLarge) options.onTooLarge();
  if (blocks.length === 0 || place === undefined || isTooLarge || !view.editable) return view.dispatch(tr);
  const slice = sliceOf(blocks);
  view.focus();
  view.dispatch(dropSlice(tr, slice, place).setMeta("uiEvent", "drop").scrollIntoView());
  const addresses = remoteIn(slice.content);
  if (addresses.length > 0) options.onRemote(addresses);
}

/** An article in an article: its headline is a heading. */
function blocksOf(article: Node): Node[] {
  const [headline, ...blocks] = article.children;
  if (headline!.content.size === 0) return blocks;
  return [schema.node("heading", { level: 1, dir: headline!.attrs["dir"] }, headline!.content), ...blocks];
}

/** Says what becomes of files that are held over the article. */
class Hint {
  readonly #view: EditorView;
  readonly #element = document.createElement("div");
  readonly #text: () => string;

  constructor(view: EditorView, text: () => string) {
    this.#view = view;
    this.#text = text;
    this.#element.className = "editor-drop-hint";
    this.#element.hidden = true;
    view.dom.parentElement?.append(this.#element);
    view.dom.addEventListener("dragover", this.#over);
    view.dom.addEventListener("dragleave", this.#hide);
    view.dom.addEventListener("drop", this.#hide);
  }

  destroy(): void {
    this.#view.dom.removeEventListener("dragover", this.#over);
    this.#view.dom.removeEventListener("dragleave", this.#hide);
    this.#view.dom.removeEventListener("drop", this.#hide);
    this.#element.remove();
  }

  readonly #over = ({ dataTransfer }: DragEvent): void => {
    const isShown =
      this.#view.editable && [...(dataTransfer?.items ?? [])].some(({ kind, type }) => kind === "file" && !type.startsWith("image/"));
    if (!isShown || !this.#element.hidden) return;
    this.#element.textContent = this.#text();
    this.#element.hidden = false;
  };

  readonly #hide = (event: DragEvent): void => {
    if (event.type === "dragleave" && event.relatedTarget instanceof globalThis.Node && this.#view.dom.contains(event.relatedTarget))
      return;
    this.#element.hidden = true;
  };
}

/** Runs in Chromium: one article in a real editor view, with nothing but the clipboard's plugin. */
import { readPicture } from "../../../renderer/pictures/picture-file.ts";
import { MemoryPictures } from "../memory-pictures.ts";
import { Pictures } from "../../../renderer/editor/blocks/pictures.ts";
import { Node } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { clipboard, type Refusal } from "../../../renderer/editor/clipboard/index.ts";
import type { Direction } from "../../../shared/text/direction.ts";
import { schema } from "../../../shared/article/model/schema.ts";

/** By type, as "text/html". */
export type Data = Readonly<Record<string, string>>;
/** A file by its type and its bytes; `size` bytes of nothing when it names none. */
export interface PageFile {
  readonly type: string;
  readonly base64?: string;
  readonly size?: number;
}

export class ClipboardPage {
  #view: EditorView | null = null;
  readonly stored = new MemoryPictures();
  readonly refused: Refusal[] = [];
  readonly remote: string[] = [];

  /** Opens an article with a selection; both at once are a caret. */
  open(article: unknown, anchor: number, head = anchor, baseDirection: Direction = "rtl"): void {
    this.#view?.destroy();
    this.refused.length = 0;
    this.remote.length = 0;
    const doc = Node.fromJSON(schema, article);
    const state = EditorState.create({ doc, selection: TextSelection.create(doc, anchor, head), plugins: [clipboard({ language: () => (baseDirection === "rtl" ? "fa" : "en"), pictures: new Pictures({ source: this.stored, prepare: readPicture, fetch: () => Promise.reject(new Error("nothing is fetched here")), onRemoved: () => undefined, onError: console.error, onRefused: (reason) => this.refused.push(reason) }), onRefused: (reason) => this.refused.push(reason), onRemote: (addresses) => this.remote.push(...addresses) })] });
    this.#view = new EditorView(document.body, { state });
    this.#view.focus();
  }

  select(anchor: number, head: number): void {
    const { tr, doc } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, anchor, head)));
  }

  /** @param plain as with Ctrl+Shift+V */
  paste(data: Data, plain = false, files: readonly PageFile[] = []): void {
    this.#key("keydown", plain);
    this.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer(data, files), bubbles: true, cancelable: true }));
    this.#key("keyup", false);
  }

  copy(type: "copy" | "cut" = "copy"): Data {
    const clipboardData = new DataTransfer();
    this.view.dom.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }));
    return Object.fromEntries(clipboardData.types.map((type) => [type, clipboardData.getData(type)]));
  }

  /** Drags the selection, or what comes from elsewhere, to a position. */
  drop(pos: number, from: Data | "selection", files: readonly PageFile[] = []): void {
    const { view } = this;
    const dataTransfer = from === "selection" ? new DataTransfer() : transfer(from, files);
    const place = view.coordsAtPos(pos);
    const at = { clientX: place.left, clientY: (place.top + place.bottom) / 2, bubbles: true, cancelable: true, dataTransfer };
    if (from === "selection") {
      const start = view.coordsAtPos(view.state.selection.from + 1);
      view.dom.dispatchEvent(new DragEvent("dragstart", { ...at, clientX: start.left, clientY: (start.top + start.bottom) / 2 }));
    }
    const target = document.elementFromPoint(at.clientX, at.clientY) ?? view.dom;
    (view.dom.contains(target) ? target : view.dom).dispatchEvent(new DragEvent("drop", at));
  }

  get article(): unknown {
    this.view.state.doc.check();
    return this.view.state.doc.toJSON();
  }

  get selection(): { readonly anchor: number; readonly head: number } {
    const { anchor, head } = this.view.state.selection;
    return { anchor, head };
  }

  get view(): EditorView {
    return this.#view!;
  }

  #key(type: "keydown" | "keyup", shiftKey: boolean): void {
    // No key that a browser or ProseMirror acts upon by itself.
    this.view.dom.dispatchEvent(new KeyboardEvent(type, { key: "v", code: "KeyV", keyCode: 86, ctrlKey: type === "keydown", shiftKey, bubbles: true }));
  }
}

function transfer(data: Data, files: readonly PageFile[]): DataTransfer {
  const made = new DataTransfer();
  for (const [type, value] of Object.entries(data)) made.setData(type, value);
  for (const { type, base64, size = 0 } of files) {
    const bytes = base64 === undefined ? new Uint8Array(size) : Uint8Array.from(atob(base64), (char) => char.codePointAt(0)!);
    made.items.add(new File([bytes], "picture", { type }));
  }
  return made;
}

Object.assign(window, { clipboardPage: new ClipboardPage() });

/** In reading order: `reader` (a page as blocks), `plain` (lines as blocks), `serialize` and `text` (blocks as HTML and as lines), `drop`. */
import { Slice, type Mark } from "prosemirror-model";
import { NodeSelection, Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import {
  deleteSelection,
  insertFigure,
  insertFigureBelow,
  insertSlice,
  setLink,
  withFootnotes,
} from "../../../shared/article/commands/commands.ts";
import type { ArticleLanguage } from "../../../shared/article/model/language.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import { caretAt, dropSlice, moveSelection } from "./drop.ts";
import type { PictureRefusal } from "../../pictures/messages.ts";
import { holdsPictures, isPictureFile, remoteIn, type Pictures } from "../blocks/pictures.ts";
import { areTooMany, isTooLong, pageRefusal, type PasteRefusal } from "../../../shared/import/html/bounds.ts";
import { ArticleParser, cleanHtml, readHtml, sliceOf } from "./parser.ts";
import { addressOf, readPlain } from "./plain.ts";
import { ArticleSerializer } from "./serialize.ts";
import { plainBlocks } from "../../../shared/export/plain.ts";

/** Why something was not taken from the clipboard. */
export type Refusal = PictureRefusal | PasteRefusal;

export interface ClipboardOptions {
  /** The article's own language. */
  readonly language: () => ArticleLanguage;
  readonly pictures: Pictures;
  /** Told why a picture was not taken, or what was pasted not as it was. */
  readonly onRefused: (reason: Refusal) => void;
  /** Told of the addresses of pictures on servers, each once, that stand in what was pasted or dropped. */
  readonly onRemote: (addresses: readonly string[]) => void;
}

/**
 * The clipboard of the article: what comes from other programs is made blocks of an article, what goes to them reads as any page does
 * (TX7, TX9, TX10).
 */
export function clipboard(options: ClipboardOptions): Plugin {
  const { language } = options;
  const serializer = new ArticleSerializer(language, (sha256) => options.pictures.source.recent(sha256));
  /** Of the paste or drop that is going on. */
  let refused: PasteRefusal | null = null;
  const begin = (): false => {
    refused = null;
    return false;
  };
  const refuse = (reason: PasteRefusal): "" => {
    if (refused === null) options.onRefused(reason);
    refused = reason;
    return "";
  };
  const tellRemote = ({ content }: Slice): void => {
    const addresses = remoteIn(content);
    if (addresses.length > 0) options.onRemote(addresses);
  };
  const plain = (text: string, marks: readonly Mark[], bare: boolean): Slice => {
    const blocks = isTooLong(text) ? null : readPlain(text, { marks, bare });
    if (blocks && !areTooMany(blocks)) return sliceOf(blocks);
    refuse("paste-too-large");
    return Slice.empty;
  };
  /** The plain form of what came as a page without text, as one that is all script, or as one that was not read. */
  const plainOf = (view: EditorView, data: DataTransfer | null): Slice =>
    plain(data?.getData("text/plain") ?? "", view.state.selection.$from.marks(), true);
  return new Plugin({
    props: {
      clipboardSerializer: serializer,
      clipboardTextSerializer: (slice) => plainBlocks(slice.content, language()),
      transformCopied: (slice, view) => withFootnotes(withoutKindOfPart(slice, view), view.state.doc),
      transformPastedHTML: (html) => {
        const refusal = pageRefusal(html);
        if (refusal) return refuse(refusal);
        const blocks = readHtml(html, {
          language: language(),
          onLost: ({ kind }) => kind === "picture" && options.onRefused("image-too-large"),
        });
        return areTooMany(blocks) ? refuse("paste-too-large") : cleanHtml(blocks, serializer);
      },
      clipboardParser: new ArticleParser(language),
      clipboardTextParser: (text, $context, bare) => plain(text, $context.marks(), bare),
      handlePaste: (view, event, slice) => {
        const data = event.clipboardData;
        if (refused === "paste-too-large") return true;
        if (data && takeFiles(view, data, slice, options)) return true;
        if (holdsPictures(slice)) void pasteStored(view, slice, options.pictures);
        else paste(view, slice.content.size > 0 ? slice : plainOf(view, data));
        tellRemote(slice);
        return true;
      },
      handleDrop: (view, event, slice, moved) => {
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!place) return true;
        if (event.dataTransfer && !moved && event.dataTransfer.files.length > 0) {
          view.dispatch(caretAt(view.state.tr, place.pos));
          if (takeFiles(view, event.dataTransfer, slice, options)) return true;
        }
        const dropped = slice.content.size > 0 || moved || refused === "paste-too-large" ? slice : plainOf(view, event.dataTransfer);
        if (dropped.content.size === 0) return true;
        if (!moved && holdsPictures(dropped)) {
          view.dispatch(caretAt(view.state.tr, place.pos));
          view.focus();
          void pasteStored(view, dropped, options.pictures);
          tellRemote(dropped);
          return true;
        }
        const tr = moved ? moveSelection(view.state, place.pos) : dropSlice(view.state.tr, dropped, place.pos);
        view.focus();
        if (!moved) tellRemote(dropped);
        if (tr) view.dispatch(tr.setMeta("uiEvent", "drop").scrollIntoView());
        return true;
      },
      handleDOMEvents: { cut, paste: begin, drop: begin },
    },
  });
}

/** A word out of a heading is a word: only what is copied to both ends of its block, or beyond, takes its kind along. */
function withoutKindOfPart(slice: Slice, view: EditorView): Slice {
  const block = slice.content.firstChild;
  const whole = view.state.selection.$from.parent.content.size;
  return slice.openStart === 1 && slice.content.childCount === 1 && block!.content.size < whole ? new Slice(block!.content, 0, 0) : slice;
}

/** An address pasted over text links the text. */
function paste(view: EditorView, slice: Slice): void {
  const dispatch = (tr: Transaction) => view.dispatch(tr.setMeta("uiEvent", "paste"));
  const address = view.state.selection.empty ? null : loneLink(slice);
  if (address !== null && setLink(address)(view.state, dispatch)) return;
  insertSlice(slice)(view.state, dispatch);
}

/** Pastes at the caret, when the pictures are stored that the slice holds. */
async function pasteStored(view: EditorView, slice: Slice, pictures: Pictures): Promise<void> {
  const stored = await pictures.takeHeld(slice);
  if (!view.isDestroyed) paste(view, stored);
}

/** The address of a slice that is nothing but a link to what it says. */
function loneLink({ content }: Slice): string | null {
  const block = content.childCount === 1 ? content.firstChild : null;
  const text = block?.childCount === 1 ? block.firstChild : null;
  const link = text?.isText ? schema.marks["link"]!.isInSet(text.marks) : undefined;
  return link && addressOf(text!.text!) !== null ? String(link.attrs["value"]) : null;
}

/**
 * Makes files figures at the caret. Programs add a picture of the text they copy, and browsers the file of a picture that
 * stands in their page: text wins over files, and a file over the address of its picture.
 * @returns false when there are none, or what came with them is to be pasted
 */
function takeFiles(view: EditorView, data: DataTransfer, slice: Slice, options: ClipboardOptions): boolean {
  const files = [...data.files];
  const page = data.getData("text/html") !== "";
  if (files.length === 0 || (page && slice.content.textBetween(0, slice.content.size).trim() !== "")) return false;
  const pictures = files.filter(isPictureFile);
  const isRefused = pictures.length < files.length;
  if (page && slice.content.size > 0 && isRefused) return false;
  const alt = page ? (slice.content.firstChild?.attrs["alt"] as string | null | undefined) : null;
  if (isRefused) options.onRefused("image-type");
  void placeImages(view, pictures, alt ?? null, options);
  return true;
}

/** One after the other, each behind the one before, at the caret, or below its block where somebody has gone on typing. */
async function placeImages(view: EditorView, files: readonly File[], alt: string | null, { pictures }: ClipboardOptions): Promise<void> {
  for (const file of files) {
    const { selection } = view.state;
    const src = await pictures.take(file);
    if (view.isDestroyed) return;
    // Who has gone on typing meanwhile is not taken to the caption, nor is their word split.
    const insert = view.state.selection.eq(selection) ? insertFigure : insertFigureBelow;
    if (src !== null) insert({ src, alt })(view.state, (tr) => view.dispatch(tr));
  }
}

/** Copies and deletes by the article's own command: ProseMirror's takes whole blocks away, the headline too. */
function cut(view: EditorView, event: ClipboardEvent): boolean {
  const { selection } = view.state;
  if (!event.clipboardData || !view.editable || selection.empty || selection instanceof NodeSelection) return false;
  event.preventDefault();
  const { dom, text } = view.serializeForClipboard(selection.content());
  event.clipboardData.clearData();
  event.clipboardData.setData("text/html", dom.innerHTML);
  event.clipboardData.setData("text/plain", text);
  return deleteSelection(view.state, (tr) => view.dispatch(tr.setMeta("uiEvent", "cut")));
}

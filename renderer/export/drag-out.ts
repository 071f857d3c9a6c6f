import type { DragEvent } from "react";
import { baseArticle } from "../../shared/export/base-article.ts";
import { emailHtml } from "../../shared/export/email.ts";
import { fileNameOf } from "../../shared/export/file-name.ts";
import { plainArticle } from "../../shared/export/plain.ts";
import { FILES } from "../../shared/export-formats.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { ARTICLE_DRAG, OFFERED_PATH } from "../../shared/rpc/offered-file.ts";
import { lastFormat } from "./last-format.ts";
import type { Leaving } from "./leaving.ts";

/** Bytes of a ticket: 32 letters of base64url. */
const TICKET_BYTES = 24;
/** UTF-16 units of an article whose text goes along with its file: a drag begins at once, or not at all. */
const LONGEST_TEXT = 120_000;

export interface Dragged {
  /** IDs of the articles, up to `MOST_DRAGGED`. */
  readonly articles: readonly string[];
  /** Of the one that the pointer holds. */
  readonly headline: string;
  readonly client: RpcClient;
  /** Told when the desk could not be reached. */
  readonly onError: (error: unknown) => void;
  /** Its text, where this window has it. */
  readonly text?: Pick<Leaving, "doc" | "language">;
}

/**
 * Lets articles be dragged out as files, in the format that was chosen last (EX50, EX53); a browser drags one file: several are a zip. The window makes the file's ticket and tells its
 * core of it; in the browser whatever the drag is dropped on gets the file from the desk, under Electron the system takes it from the disk.
 */
export function dragOut({ dataTransfer, nativeEvent }: DragEvent, { articles, headline, client, onError, text }: Dragged): void {
  const format = lastFormat.get();
  const ticket = newTicket();
  const offered = client.calls.offerFile({ ticket, articles, format });
  offered.catch(onError);
  const { tahrir } = window;
  if (tahrir) {
    nativeEvent.preventDefault();
    void dragUnlessLetGo(offered, () => tahrir.drag(ticket));
    return;
  }
  const others = articles.length - 1;
  const { type, ending } = others > 0 ? { type: "application/zip", ending: "zip" } : FILES[format];
  const name = `${fileNameOf(headline)}${others > 0 ? ` +${others}` : ""}.${ending}`;
  dataTransfer.effectAllowed = "copy";
  dataTransfer.setData("DownloadURL", `${type}:${name}:${location.origin}${OFFERED_PATH}${ticket}`);
  dataTransfer.setData(ARTICLE_DRAG, articles.join(" "));
  if (others > 0) return;
  const { plain, html } = text ? flavours(text) : { plain: headline, html: null };
  dataTransfer.setData("text/plain", plain);
  if (html !== null) dataTransfer.setData("text/html", html);
}

/** For another editor that it is dropped on. */
function flavours({ doc, language }: Pick<Leaving, "doc" | "language">): { readonly plain: string; readonly html: string | null } {
  const article = baseArticle(doc);
  if (article.content.size > LONGEST_TEXT) return { plain: article.firstChild?.textContent ?? "", html: null };
  return { plain: plainArticle(article, language, { halfSpaces: "keep", digits: "keep" }), html: emailHtml(article, language) };
}

/** The system drags what the pointer holds: nothing, if somebody let go before the core had heard of it. */
async function dragUnlessLetGo(offered: Promise<void>, drag: () => void): Promise<void> {
  let isLetGo = false;
  const letGo = (): void => void (isLetGo = true);
  for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, letGo, { capture: true, once: true });
  try {
    await offered;
    if (!isLetGo) drag();
  } catch {
    // Whoever asked was told.
  } finally {
    for (const type of ["pointerup", "pointercancel"]) window.removeEventListener(type, letGo, { capture: true });
  }
}

function newTicket(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TICKET_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

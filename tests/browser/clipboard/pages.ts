/** The two pages that the tests of the clipboard open, and what they do there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Node } from "prosemirror-model";
import { expect } from "vitest";
import { contentPolicy } from "../../../main/interface/policy.ts";
import { readsBack } from "../../../shared/article/model/tokens.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import { sharedBrowser } from "../chromium.ts";
import { bundlePage, openClipboardPage, type Watched } from "./chromium-page.ts";
import type { Data, PageFile } from "./page.ts";
import { show } from "./show.ts";

/** Under the program's own content policy; without any. */
export let guarded: Watched;
export let bare: Watched;

export async function openPages(): Promise<void> {
  const [browser, script] = await Promise.all([sharedBrowser(), bundlePage()]);
  guarded = await openClipboardPage(browser, script, contentPolicy("'self'"));
  bare = await openClipboardPage(browser, script, null);
}

export async function closePages(): Promise<void> {
  await Promise.all([guarded, bare].map(({ page }) => page.close()));
}

export const text = (value: string, ...marks: string[]): Node =>
  schema.text(
    value,
    marks.map((name) => schema.mark(name)),
  );
export const block = (type: string, attrs: Record<string, unknown> | null, ...content: (Node | string)[]): Node =>
  schema.node(
    type,
    attrs,
    content.map((one) => (typeof one === "string" ? text(one) : one)),
  );
export const article = (headline: string, ...blocks: Node[]): Node =>
  schema.node("doc", null, [block("headline", null, ...(headline ? [headline] : [])), ...blocks]);
export const EMPTY = article("", block("paragraph", null));

export interface Paste {
  readonly data: Data;
  readonly doc?: Node;
  readonly at?: readonly [anchor: number, head: number];
  readonly plain?: boolean;
  readonly baseDirection?: "rtl" | "ltr";
  readonly files?: readonly PageFile[];
}

/** The article after a paste; into the paragraph of an empty one unless said otherwise. */
export async function paste(
  { clipboard }: Watched,
  { data, doc = EMPTY, at = [3, 3], plain = false, baseDirection = "rtl", files = [] }: Paste,
): Promise<string[]> {
  const pasted = await clipboard.evaluate(
    (page, { data, article, at, plain, baseDirection, files }) => {
      page.open(article, at[0], at[1], baseDirection);
      page.paste(data, plain, files);
      return page.article;
    },
    { data, article: doc.toJSON() as unknown, at, plain, baseDirection, files },
  );
  expect(readsBack(schema.nodeFromJSON(pasted).content)).toBe(true);
  return show(pasted);
}

export const fromPage = async (html: string, more: Partial<Paste> = {}): Promise<string[]> =>
  (await paste(guarded, { data: { "text/html": html, "text/plain": "؟" }, ...more })).slice(1);
export const fromText = async (plain: string, more: Partial<Paste> = {}): Promise<string[]> =>
  (await paste(guarded, { data: { "text/plain": plain }, ...more })).slice(1);
export const fixture = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");

/** What a copy of the selection puts on the clipboard; of all by default. */
export const copy = (doc: Node, anchor = 1, head = doc.content.size - 1): Promise<Data> =>
  guarded.clipboard.evaluate(
    (page, { article, anchor, head }) => {
      page.open(article, anchor, head);
      return page.copy();
    },
    { article: doc.toJSON() as unknown, anchor, head },
  );

export const cut = (doc: Node, anchor: number, head: number) =>
  guarded.clipboard.evaluate(
    (page, { article, anchor, head }) => {
      page.open(article, anchor, head);
      return { data: page.copy("cut"), article: page.article };
    },
    { article: doc.toJSON() as unknown, anchor, head },
  );

export const shown = async (): Promise<string[]> => show(await guarded.clipboard.evaluate((page) => page.article)).slice(1);
export const refused = (): Promise<string[]> => guarded.clipboard.evaluate((page) => page.refused);

export const GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

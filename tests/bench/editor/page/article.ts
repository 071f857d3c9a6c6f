/** One article in the three forms that the contenders open: a body of ours, a fragment of y-prosemirror's, JSON. */
import type { Node } from "prosemirror-model";
import { prosemirrorToYXmlFragment } from "y-prosemirror";
import * as Y from "yjs";
import { bodyOf } from "../../../../shared/article/model/body.ts";
import { fillBody, runsOf, runsOfDocument } from "../../../../shared/article/projection/fill.ts";
import { anchorOf } from "../../../../shared/notes/anchor.ts";
import { quoteOf } from "../../../../shared/notes/quote.ts";
import { addThread } from "../../../../shared/notes/threads.ts";
import type { History } from "./api.ts";

export const FRAGMENT = "prosemirror";
/** People who wrote an edited article, by Yjs client ID. */
const WRITERS = [101, 202, 303, 404, 505];
/** Length of what one of them types in one go, in UTF-16 units. */
const PIECE = 9;

export function bodyWith(doc: Node, history: History): Y.Doc {
  const article = new Y.Doc();
  const body = bodyOf(article);
  if (history === "fresh") fillBody(body, doc);
  else
    new Writers(article).type(
      body,
      runsOfDocument(doc).map(({ insert, attributes }) => ({ text: textOf(insert), attributes })),
    );
  return article;
}

export function fragmentWith(doc: Node, history: History): Y.Doc {
  const article = new Y.Doc();
  const fragment = article.getXmlFragment(FRAGMENT);
  if (history === "fresh") {
    prosemirrorToYXmlFragment(doc, fragment);
    return article;
  }
  const newsroom = new Writers(article);
  doc.forEach((block) => {
    const element = new Y.XmlElement(block.type.name);
    fragment.push([element]);
    for (const [name, value] of Object.entries(block.attrs)) if (value !== null) element.setAttribute(name, value as string);
    const text = new Y.XmlText();
    element.push([text]);
    newsroom.type(
      text,
      runsOf(block).map(({ insert, attributes }) => ({ text: textOf(insert), attributes: asMarks(attributes) })),
    );
  });
  return article;
}

/** @returns so many comments on words all over the body */
export function notesOn(article: Y.Doc, count: number): Y.Doc {
  const notes = new Y.Doc();
  const body = bodyOf(article);
  const text = body.toJSON();
  for (let i = 1; i <= count; i++) {
    const from = text.indexOf(" ", Math.floor((text.length * i) / (count + 2))) + 1;
    const to = text.indexOf(" ", from);
    addThread(notes, anchorOf(body, from, to), quoteOf(text, from, to), `یادداشت ${i}`, Date.now());
  }
  return notes;
}

interface Run {
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Several writers at one replica: each transaction is another one's, and many a letter is taken back. */
class Writers {
  readonly #article: Y.Doc;
  #turn = 0;

  constructor(article: Y.Doc) {
    this.#article = article;
  }

  /** Backwards, always at the very beginning: there a Yjs insert takes no search. */
  type(text: Y.Text, runs: readonly Run[]): void {
    for (const run of runs.toReversed()) {
      for (let end = run.text.length; end > 0; end -= PIECE) {
        this.#article.clientID = WRITERS[this.#turn++ % WRITERS.length]!;
        const piece = run.text.slice(Math.max(0, end - PIECE), end);
        this.#article.transact(() => text.insert(0, piece, { ...run.attributes }));
        if (this.#turn % 3 === 0) {
          text.insert(0, "پپ");
          text.delete(0, 2);
        }
      }
    }
  }
}

function textOf(insert: unknown): string {
  if (typeof insert !== "string") throw new TypeError("the bench article holds text alone");
  return insert;
}

const asMarks = (attributes: Run["attributes"]): Run["attributes"] =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { value }]));

export const itemsOf = (article: Y.Doc): number => [...article.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);

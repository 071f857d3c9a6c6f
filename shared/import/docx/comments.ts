import type { ReviewedMessage, ReviewedThread } from "../../reviewed-article/reviewed-article.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import { plainText } from "../../text/plain.ts";
import { readSignature } from "./signature.ts";
import { childrenOf, elementsOf, textOf, type Xml } from "./xml-tree.ts";

interface Comment extends ReviewedMessage {
  readonly id: string;
  /** By which answers name it. */
  readonly paragraph: string | undefined;
}

/** Where a comment stands: both ends of its words, or only a sign. Indices of the body. */
export interface CommentPlace {
  readonly start: number | null;
  readonly end: number | null;
  readonly reference: number | null;
}

/** Most comments that are read. */
const MOST_COMMENTS = 5000;
/** Longest text of a comment that is read, in UTF-16 units. */
const LONGEST = 10_000;
/** Answers to answers are answers to what these answer: no further than this. */
const MOST_STEPS = 100;

/** The comments of a document, and what answers what. */
export class Comments {
  readonly #comments: readonly Comment[];
  /** How many are not read. */
  readonly left: number;
  /** By the paragraphs that end them: of what a comment is an answer, and whether it is resolved. */
  readonly #extended: ReadonlyMap<string, { readonly parent: string | undefined; readonly isDone: boolean }> | null;
  /** Whether the document says what answers what. */
  readonly #saysAnswers: boolean;

  /** @param isLibreOffice whether LibreOffice wrote the document, whose older releases say what is resolved, but not what answers what */
  constructor(part: Xml | null, extended: Xml | null, isLibreOffice: boolean) {
    const all = childrenOf(part ?? undefined, "w:comment");
    this.#comments = all.slice(0, MOST_COMMENTS).map(readComment);
    this.left = all.length - this.#comments.length;
    this.#extended =
      extended &&
      new Map(
        childrenOf(extended, "w15:commentEx").map(({ attributes }) => [
          attributes["w15:paraId"] ?? "",
          { parent: attributes["w15:paraIdParent"], isDone: ["1", "true"].includes(attributes["w15:done"] ?? "0") },
        ]),
      );
    const parents = [...(this.#extended?.values() ?? [])];
    this.#saysAnswers = this.#extended !== null && (!isLibreOffice || parents.some(({ parent }) => parent !== undefined));
  }

  /**
   * The comments as threads. Without a part that says what answers what, those on the same words are one thread.
   * @param places of comments, by their IDs. @param onLost told of the text of one that stands nowhere
   */
  threads(places: ReadonlyMap<string, CommentPlace>, onLost: (text: string) => void): ReviewedThread[] {
    const byParagraph = new Map(
      this.#comments.flatMap((comment) => (comment.paragraph === undefined ? [] : [[comment.paragraph, comment]])),
    );
    const rootOf = (comment: Comment): string => {
      let root = comment;
      for (let step = 0; step < MOST_STEPS; step++) {
        const parent = byParagraph.get(this.#extended?.get(root.paragraph ?? "")?.parent ?? "");
        if (!parent) break;
        root = parent;
      }
      if (this.#saysAnswers) return root.id;
      const place = places.get(root.id);
      return place && place.start !== null && place.end !== null && place.start < place.end ? `${place.start}-${place.end}` : `#${root.id}`;
    };
    return [...Map.groupBy(this.#comments, rootOf).values()].map((comments): ReviewedThread => {
      const [first, ...answers] = comments as [Comment, ...Comment[]];
      const place = places.get(first.id);
      if (!place) onLost(first.text);
      const messages = [first, ...answers].map(({ author, at, text }): ReviewedMessage => ({ author, at, text }));
      return {
        ...targetOf(place),
        messages: messages as [ReviewedMessage, ...ReviewedMessage[]],
        isResolved: this.#extended?.get(first.paragraph ?? "")?.isDone ?? false,
      };
    });
  }
}

function targetOf(place: CommentPlace | undefined): Pick<ReviewedThread, "target" | "from" | "to"> {
  const { start, end, reference } = place ?? { start: null, end: null, reference: null };
  if (start !== null && end !== null && start < end) return { target: "range", from: start, to: end };
  const at = start ?? end;
  if (at !== null) return { target: "block", from: at, to: at };
  // A sign alone at the head of the article is about all of it.
  return reference === null || reference === 0
    ? { target: "article", from: 0, to: 0 }
    : { target: "block", from: reference, to: reference };
}

function readComment(xml: Xml): Comment {
  const paragraphs = childrenOf(xml, "w:p");
  const text = paragraphs.map((paragraph) => textIn(paragraph)).join("\n");
  return {
    id: xml.attributes["w:id"] ?? "",
    ...readSignature(xml),
    text: isolateControls(plainText(text.slice(0, LONGEST))),
    paragraph: paragraphs.at(-1)?.attributes["w14:paraId"],
  };
}

/** The text of a paragraph, without what was deleted in it. */
const textIn = (xml: Xml): string =>
  elementsOf(xml)
    .map((child) => {
      if (child.name === "w:t") return textOf(child);
      if (child.name === "w:tab") return "\t";
      if (child.name === "w:br" || child.name === "w:cr") return "\n";
      return ["w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText"].includes(child.name) ? "" : textIn(child);
    })
    .join("");

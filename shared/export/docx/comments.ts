import type { ReviewedThread } from "../../reviewed-article/reviewed-article.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import { directionRuns } from "../../text/direction-runs.ts";
import { directionOfText, type Direction } from "../../text/direction.ts";
import { runProperties, runText, type RunLanguages } from "./runs.ts";
import { signature } from "./signature.ts";
import { STYLES, WORD } from "./styles.ts";
import { element, part } from "./xml.ts";

const WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml";
const WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml";

const reference = (id: number): string =>
  element(
    "w:r",
    {},
    element("w:rPr", {}, element("w:rStyle", { "w:val": STYLES.commentReference })) + element("w:commentReference", { "w:id": id }),
  );

/** Threads as comments, each answer a comment of its own on the same words. */
export class Comments {
  readonly #threads: readonly { readonly thread: ReviewedThread; readonly ids: readonly number[] }[];
  readonly #marks = new Map<number, { ends: string; starts: string }>();
  readonly #indices: readonly number[];

  constructor(threads: readonly ReviewedThread[]) {
    let next = 0;
    this.#threads = threads.map((thread) => ({ thread, ids: thread.messages.map(() => next++) }));
    for (const { thread, ids } of this.#threads) {
      const { target, from, to } = thread;
      const start = ids.map((id) => element("w:commentRangeStart", { "w:id": id })).join("");
      // Each sign stands right behind the end of its words: LibreOffice orders comments on the same words by these.
      const end = ids.map((id) => element("w:commentRangeEnd", { "w:id": id }) + reference(id)).join("");
      // One about the article has a reference alone, one about a block a range without a text.
      if (target === "article") this.#at(0).starts += ids.map(reference).join("");
      else if (target === "block" || from >= to) this.#at(from).starts += start + end;
      else {
        this.#at(from).starts += start;
        this.#at(to).ends += end;
      }
    }
    this.#indices = [...this.#marks.keys()].sort((a, b) => a - b);
  }

  get isEmpty(): boolean {
    return this.#threads.length === 0;
  }

  /** The indices of the body at which marks stand, in order. */
  get indices(): readonly number[] {
    return this.#indices;
  }

  markupAt(index: number): string {
    const marks = this.#marks.get(index);
    return marks ? marks.ends + marks.starts : "";
  }

  #at(index: number): { ends: string; starts: string } {
    let marks = this.#marks.get(index);
    if (!marks) this.#marks.set(index, (marks = { ends: "", starts: "" }));
    return marks;
  }

  /** The part with what is said. @param base direction of the article */
  xml(base: Direction, languages: RunLanguages): string {
    const comments = this.#threads.flatMap(({ thread, ids }) =>
      thread.messages.map(({ text, ...signed }, i) => {
        const lines = isolateControls(text).split(/\r\n?|[\n\u0085\u2028\u2029\v\f]/);
        const paragraphs = lines.map((line, at) =>
          paragraph(line, at === 0, at === lines.length - 1 ? paragraphId(ids[i]!) : undefined, base, languages),
        );
        return element(
          "w:comment",
          { "w:id": ids[i]!, ...signature(signed), "w:initials": initialsOf(signed.author) },
          paragraphs.join(""),
        );
      }),
    );
    const names = { "xmlns:w": WORD, "xmlns:w14": WORD_2010, "xmlns:mc": COMPATIBILITY, "mc:Ignorable": "w14" };
    return part(element("w:comments", names, comments.join("")));
  }

  /** The part that says what answers what, and what is resolved. */
  extendedXml(): string {
    const all = this.#threads.flatMap(({ thread, ids }) =>
      ids.map((id, i) =>
        element("w15:commentEx", {
          "w15:paraId": paragraphId(id),
          "w15:paraIdParent": i === 0 ? undefined : paragraphId(ids[0]!),
          "w15:done": thread.isResolved ? 1 : 0,
        }),
      ),
    );
    return part(element("w15:commentsEx", { "xmlns:w15": WORD_2012, "xmlns:mc": COMPATIBILITY, "mc:Ignorable": "w15" }, all.join("")));
  }
}

const COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/** Eight hexadecimal digits, more than 0 and less than 0x80000000. */
const paragraphId = (comment: number): string => (comment + 1).toString(16).toUpperCase().padStart(8, "0");

const initialsOf = (author: string): string => (/\p{L}/u.exec(author)?.[0] ?? "T").toUpperCase();

function paragraph(line: string, isFirst: boolean, id: string | undefined, base: Direction, languages: RunLanguages): string {
  const direction = directionOfText(line, base);
  const properties = element(
    "w:pPr",
    {},
    element("w:pStyle", { "w:val": STYLES.comment }) + element("w:bidi", direction === "rtl" ? {} : { "w:val": 0 }),
  );
  const sign = isFirst
    ? element("w:r", {}, element("w:rPr", {}, element("w:rStyle", { "w:val": STYLES.commentReference })) + element("w:annotationRef"))
    : "";
  const runs = directionRuns(line, direction).map(({ from, to, direction: way }) =>
    element("w:r", {}, runProperties({}, way, languages, false) + runText(line.slice(from, to), false)),
  );
  return element("w:p", { "w14:paraId": id }, properties + sign + runs.join(""));
}

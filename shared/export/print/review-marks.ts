import { Schema } from "prosemirror-model";

/** What a printed copy says of text beside its forms: what is suggested of it, and signs that the copy itself adds. */
export const REVIEW_MARKS = ["inserted", "struck", "restyled", "reference", "suggester"] as const;
export type ReviewMark = (typeof REVIEW_MARKS)[number];

/** These marks, for the nodes of articles. No article holds them. */
export const { marks: reviewMarks } = new Schema<"doc" | "text", ReviewMark>({
  nodes: { doc: { content: "text*" }, text: {} },
  marks: {
    inserted: { attrs: { by: {} } },
    struck: { attrs: { by: {} } },
    restyled: { attrs: { by: {} } },
    /** The sign of an endnote. */
    reference: { attrs: { number: {} } },
    /** The sign of whoever suggested what is before it. */
    suggester: {},
  },
});

/** Whether a mark is one of these, and none of the article's own. */
export const isReviewMark = (name: string): name is ReviewMark => (REVIEW_MARKS as readonly string[]).includes(name);

/** Colours in which people who suggest something are told apart. */
export const COLORS = 6;

/** ID of the element of an endnote. @param number from 1 on */
export const noteId = (number: number): string => `note-${number}`;
/** ID of the element in the text that refers to an endnote. @param number from 1 on */
export const referenceId = (number: number): string => `reference-${number}`;

/** Attributes of the element that stands for a mark. */
export function signAttributes(mark: ReviewMark, attrs: Readonly<Record<string, unknown>>): Record<string, string | string[]> {
  if (mark === "suggester") return { className: ["suggester"] };
  if (mark !== "reference") return { className: [mark, `by-${Number(attrs["by"]) % COLORS}`] };
  const number = Number(attrs["number"]);
  return { className: ["reference"], id: referenceId(number), href: `#${noteId(number)}`, role: "doc-noteref" };
}

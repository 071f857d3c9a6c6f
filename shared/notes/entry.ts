import * as Y from "yjs";
import { decodeAnchor, type Anchor } from "./anchor.ts";
import { readQuote, type Quote } from "./quote.ts";
import { readReplacement } from "./replacement.ts";
import { suggestionOfNote } from "./suggestion-note.ts";

// The notes are one `Y.Array` of plain objects that only grows. Nobody changes or removes one: a change of a note is an entry of its
// own, so that it has one writer, the Yjs client that inserted it. Neither names nor IDs are stored; an entry's ID is its Yjs ID,
// which nobody else can have. Reading is total. Rules NO6, NO9, NO13, NO14.

/** Name of the `Y.Array` in the notes' `Y.Doc`. */
export const ENTRIES = "entries";

/** Longest text of one message that is shown, in UTF-16 units. */
export const LONGEST_MESSAGE = 10_000;

/** Who wrote something, and when. */
export interface Written {
  /** Yjs client that wrote it, and its clock there. */
  readonly client: number;
  readonly clock: number;
  /** Milliseconds since 1970, by its writer's clock; a later time than now is read as now. */
  readonly at: number;
}

interface Common extends Written {
  /** `client.clock` */
  readonly id: string;
  /** Thread that it is about; one about a suggestion has the ID `noteOfSuggestion`. */
  readonly thread: string;
}

/** What a suggestion changed when somebody wrote about it: the words of its text, and those before and after. */
export interface SuggestedWords {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

export type Entry =
  | (Common & {
      readonly type: "thread";
      readonly text: string;
      readonly anchor: Anchor | null;
      readonly quote: Quote;
      /** What the thread proposes to write instead of its text (NO63); null where it proposes nothing. */
      readonly replacement: string | null;
    })
  | (Common & { readonly type: "reply"; readonly text: string; readonly words: SuggestedWords })
  | (Common & { readonly type: "revise"; readonly replacement: string })
  | (Common & { readonly type: "edit"; readonly message: string; readonly text: string })
  | (Common & { readonly type: "delete" | "restore"; readonly message: string })
  | (Common & { readonly type: "resolve" | "reopen" })
  | (Common & { readonly type: "attach"; readonly anchor: Anchor; readonly quote: Quote });

/** An entry as it is stored: without its writer and its ID. */
export type Stored =
  | {
      readonly type: "thread";
      readonly text: string;
      readonly anchor: Uint8Array;
      readonly quote: Quote;
      readonly replacement?: string;
      readonly at: number;
    }
  | { readonly type: "reply"; readonly thread: string; readonly text: string; readonly words?: SuggestedWords; readonly at: number }
  | { readonly type: "revise"; readonly thread: string; readonly replacement: string; readonly at: number }
  | { readonly type: "edit"; readonly thread: string; readonly message: string; readonly text: string; readonly at: number }
  | { readonly type: "delete" | "restore"; readonly thread: string; readonly message: string; readonly at: number }
  | { readonly type: "resolve" | "reopen"; readonly thread: string; readonly at: number }
  | { readonly type: "attach"; readonly thread: string; readonly anchor: Uint8Array; readonly quote: Quote; readonly at: number };

/** The array of the notes' entries. */
export const entriesOf = (notes: Y.Doc): Y.Array<unknown> => notes.getArray(ENTRIES);

/** Appends an entry. @returns its ID */
export function append(notes: Y.Doc, entry: Stored): string {
  return notes.transact(() => {
    const id = idOf(notes.clientID, Y.getState(notes.store, notes.clientID));
    const { quote, words, ...rest } = entry as Stored & { readonly quote?: Quote; readonly words?: SuggestedWords };
    const flat = quote ? { quote: quote.text, prefix: quote.prefix, suffix: quote.suffix } : {};
    const suggested = words ? { words: words.text, before: words.before, after: words.after } : {};
    entriesOf(notes).push([{ ...rest, ...flat, ...suggested }]);
    return id;
  });
}

const idOf = (client: number, clock: number): string => `${client}.${clock}`;

/**
 * The entries that an item of the array holds, in order; values that are no entries are skipped.
 * @param now milliseconds since 1970; an entry of a clock that is ahead is said to be of now
 */
export function entriesIn({ id: { client, clock }, content, deleted }: Y.Item, now: number): Entry[] {
  if (deleted || !(content instanceof Y.ContentAny || content instanceof Y.ContentJSON)) return [];
  return (content.arr as unknown[]).flatMap((value, i) => readEntry(value, client, clock + i, now) ?? []);
}

/** An ID is `client.clock`. */
const ID = /^\d{1,16}\.\d{1,16}$/;

function readEntry(value: unknown, client: number, clock: number, now: number): Entry | null {
  if (typeof value !== "object" || value === null) return null;
  const field = (name: string): unknown => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
  const id = idOf(client, clock);
  const type = field("type");
  const text = readText(field("text"));
  const thread = type === "thread" ? id : (readId(field("thread")) ?? readSuggestion(field("thread")));
  if (thread === null) return null;
  const common = { id, thread, client, clock, at: readTime(field("at"), now) };
  switch (type) {
    case "thread":
      return text === null
        ? null
        : {
            ...common,
            type,
            text,
            anchor: decodeAnchor(field("anchor")),
            quote: readQuote(field),
            replacement: readReplacement(field("replacement")),
          };
    case "reply":
      return text === null ? null : { ...common, type, text, words: readWords(field) };
    case "revise": {
      const replacement = readReplacement(field("replacement"));
      return replacement === null ? null : { ...common, type, replacement };
    }
    case "edit": {
      const message = readId(field("message"));
      return text === null || message === null ? null : { ...common, type, message, text };
    }
    case "delete":
    case "restore": {
      const message = readId(field("message"));
      return message === null ? null : { ...common, type, message };
    }
    case "resolve":
    case "reopen":
      return { ...common, type };
    case "attach": {
      const anchor = decodeAnchor(field("anchor"));
      return anchor && { ...common, type, anchor, quote: readQuote(field) };
    }
    default:
      return null;
  }
}

const readId = (value: unknown): string | null => (typeof value === "string" && ID.test(value) ? value : null);

/** The ID of a thread about a suggestion. */
const readSuggestion = (value: unknown): string | null => (typeof value === "string" && suggestionOfNote(value) !== null ? value : null);

/** Words of a suggestion are kept up to this length, in UTF-16 units. */
const LONGEST_WORDS = 200;

function readWords(field: (name: string) => unknown): SuggestedWords {
  const words = (name: string): string => {
    const value = field(name);
    return (typeof value === "string" && readReplacement(value.slice(0, LONGEST_WORDS))) || "";
  };
  return { text: words("words"), before: words("before"), after: words("after") };
}

function readText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return (value.length > LONGEST_MESSAGE ? `${value.slice(0, LONGEST_MESSAGE)}…` : value).toWellFormed();
}

/** A time that every calendar can show. */
const readTime = (value: unknown, now: number): number => (typeof value === "number" && value >= 0 ? Math.min(Math.floor(value), now) : 0);

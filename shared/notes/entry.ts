import type { Written } from "./written.ts";
import * as Y from "yjs";
import { decodeAnchor, type Anchor } from "./anchor.ts";
import { readMentions, readPerson, type Mention } from "./mention.ts";
import { readQuote, type Quote } from "./quote.ts";
import { isReaction, type ReactionKind } from "./reaction-kinds.ts";
import { readReplacement } from "./replacement.ts";
import { fieldsOf } from "./stored-fields.ts";
import { suggestionOfNote } from "./suggestion-note.ts";
import { isWithoutAnchor, readTarget, type Target } from "./target.ts";

// The notes are one `Y.Array` of plain objects that only grows. Nobody changes or removes one: a change of a note is an entry of its
// own, so that it has one writer, the Yjs client that inserted it. Neither names nor IDs are stored; an entry's ID is its Yjs ID,
// which nobody else can have. Reading is total; entries of kinds that are not known are left where they are. Rules NO6, NO9, NO13, NO14.

/** Name of the `Y.Array` in the notes' `Y.Doc`. */
export const ENTRIES = "entries";

/** Longest text of one message that is shown, in UTF-16 units. */
export const LONGEST_MESSAGE = 10_000;

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

/** What a person wrote, and whom they named in it. */
interface Worded {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

export type Entry =
  | (Common &
      Worded & {
        readonly type: "thread";
        readonly target: Target;
        readonly anchor: Anchor | null;
        readonly quote: Quote;
        /** What the thread proposes to write instead of its text (NO63); null where it proposes nothing. */
        readonly replacement: string | null;
      })
  | (Common & Worded & { readonly type: "reply"; readonly words: SuggestedWords })
  | (Common & { readonly type: "revise"; readonly replacement: string })
  | (Common & Worded & { readonly type: "edit"; readonly message: string })
  | (Common & { readonly type: "delete" | "restore"; readonly message: string })
  | (Common & { readonly type: "react" | "unreact"; readonly message: string; readonly reaction: ReactionKind })
  | (Common & { readonly type: "resolve" | "reopen" })
  /** `to` is null when nobody is to do it any more. */
  | (Common & { readonly type: "assign"; readonly to: Mention | null })
  | (Common & { readonly type: "attach"; readonly target: Target; readonly anchor: Anchor | null; readonly quote: Quote });

interface StoredChange {
  readonly thread: string;
  readonly at: number;
}

/** Where a thread stands: without a target on a range, without an anchor where the target says enough. */
interface StoredPlace {
  readonly target?: Target;
  readonly anchor?: Uint8Array;
  readonly quote: Quote;
}

interface StoredWords {
  readonly text: string;
  readonly mentions?: readonly Mention[];
}

/** An entry as it is stored: without its writer and its ID. */
export type Stored =
  | (StoredWords & StoredPlace & { readonly type: "thread"; readonly replacement?: string; readonly at: number })
  | (StoredWords & StoredChange & { readonly type: "reply"; readonly words?: SuggestedWords })
  | (StoredChange & { readonly type: "revise"; readonly replacement: string })
  | (StoredWords & StoredChange & { readonly type: "edit"; readonly message: string })
  | (StoredChange & { readonly type: "delete" | "restore"; readonly message: string })
  | (StoredChange & { readonly type: "react" | "unreact"; readonly message: string; readonly reaction: ReactionKind })
  | (StoredChange & { readonly type: "resolve" | "reopen" })
  /** Without a member nobody is to do it. */
  | (StoredChange & { readonly type: "assign"; readonly member?: string; readonly name?: string })
  | (StoredPlace & StoredChange & { readonly type: "attach" });

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
  const field = fieldsOf(value);
  const id = idOf(client, clock);
  const type = field("type");
  const text = readText(field("text"));
  const thread = type === "thread" ? id : (readId(field("thread")) ?? readSuggestion(field("thread")));
  if (thread === null) return null;
  const common = { id, thread, client, clock, at: readTime(field("at"), now) };
  const worded = () => (text === null ? null : { ...common, text, mentions: readMentions(field("mentions")) });
  const placed = () => ({ target: readTarget(field("target")), anchor: decodeAnchor(field("anchor")), quote: readQuote(field) });
  switch (type) {
    case "thread": {
      const words = worded();
      return words && { ...words, type, ...placed(), replacement: readReplacement(field("replacement")) };
    }
    case "reply": {
      const words = worded();
      return words && { ...words, type, words: readWords(field) };
    }
    case "revise": {
      const replacement = readReplacement(field("replacement"));
      return replacement === null ? null : { ...common, type, replacement };
    }
    case "edit": {
      const message = readId(field("message"));
      const words = worded();
      return words && message !== null ? { ...words, type, message } : null;
    }
    case "delete":
    case "restore": {
      const message = readId(field("message"));
      return message === null ? null : { ...common, type, message };
    }
    case "resolve":
    case "reopen":
      return { ...common, type };
    case "react":
    case "unreact": {
      const [message, reaction] = [readId(field("message")), field("reaction")];
      return message !== null && isReaction(reaction) ? { ...common, type, message, reaction } : null;
    }
    case "assign": {
      const to = readPerson(field);
      return to || field("member") === undefined ? { ...common, type, to } : null;
    }
    case "attach": {
      const place = placed();
      return place.anchor || isWithoutAnchor(place.target) ? { ...common, type, ...place } : null;
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

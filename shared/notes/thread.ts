import type { SameAuthor, Written } from "./written.ts";
import type { Anchor } from "./anchor.ts";
import type { Entry, SuggestedWords } from "./entry.ts";
import type { Mention } from "./mention.ts";
import type { Quote } from "./quote.ts";
import { reactionsOf, type Reaction } from "./reactions.ts";
import { suggestionOfNote } from "./suggestion-note.ts";
import type { Target } from "./target.ts";

/** What somebody else than the author entered for a message: another wording, or a deletion. */
export interface Claim extends Written {
  /** Null for a deletion. */
  readonly text: string | null;
}

export interface Message extends Written {
  /** Yjs ID of its entry, as `client.clock`. */
  readonly id: string;
  /** What its author last wrote; empty once that is deleted. */
  readonly text: string;
  /** Whom its author named in that text. */
  readonly mentions: readonly Mention[];
  readonly reactions: readonly Reaction[];
  readonly edited: boolean;
  /** Its author deleted it: a stub is shown, so that the answers keep their sense. */
  readonly deleted: boolean;
  /** Its entry is not in the document: it has not arrived, or a program removed it. */
  readonly missing: boolean;
  /** The last claim of each writer. */
  readonly claims: readonly Claim[];
}

/** Other words for the text of a thread, as its author last worded them. */
export interface Proposal {
  readonly replacement: string;
  /** Yjs ID of the entry that has this wording: what is decided is decided of one wording. */
  readonly wording: string;
}

/** What a thread about a suggestion says of it. */
export interface AboutSuggestion {
  readonly id: string;
  /** What it changed when somebody first wrote about it. */
  readonly words: SuggestedWords;
}

/**
 * A thread as its entries make it. A message shows what its author wrote; what others claim of it is shown beside it
 * with their names, and changes nothing. Rules NO6–NO8, NO14–NO16, NO27, NO29, NO30.
 */
export interface Thread {
  readonly id: string;
  readonly target: Target;
  readonly anchor: Anchor | null;
  readonly quote: Quote;
  /** Who attached it to other text, where that was not its author, and the text that it was attached to before. */
  readonly attached: (Written & { readonly before: string }) | null;
  /** What it proposes to write; null where it proposes nothing. */
  readonly proposal: Proposal | null;
  /** The suggestion that it is about, instead of a stretch of the text. */
  readonly suggestion: AboutSuggestion | null;
  /** Never empty: the first one began the thread. */
  readonly messages: readonly [Message, ...Message[]];
  /** Number of messages after the first that are not shown. */
  readonly left: number;
  /** Who resolved it; null while it is open. Of a proposal: its author, who withdrew it. */
  readonly resolved: Written | null;
  /** Who is to see to it, and who says so; null when nobody is. */
  readonly assigned: (Written & { readonly to: Mention }) | null;
  /** Its authors deleted all of it. */
  readonly deleted: boolean;
}

/** Messages of one thread that are shown: the first, and the newest. */
const MOST_MESSAGES = 1000;
/** Claims on one message that are shown. */
const MOST_CLAIMS = 20;

/**
 * Reads a thread from its entries.
 * @param entries about this thread, in the order of the document
 * @param same whether two entries have the same author
 * @returns null when there is nothing to show
 */
export function readThread(id: string, entries: readonly Entry[], same: SameAuthor): Thread | null {
  const root = entries.find((entry) => entry.type === "thread");
  const replies = entries.filter((entry) => entry.type === "reply");
  if (!root && replies.length === 0) return null;
  const [client, clock] = id.split(".").map(Number) as [number, number];
  const suggestion = suggestionOf(id, replies);
  // The first message of a thread about a suggestion is an answer to it.
  const beginning = root ?? (suggestion ? replies[0]! : null);
  const answers = replies.filter((one) => one !== beginning);
  const left = Math.max(0, answers.length - (MOST_MESSAGES - 1));
  const about = changesByMessage(entries);
  const first: Message = beginning
    ? readMessage(beginning, about.get(beginning.id), same)
    : { id, client, clock, at: 0, text: "", mentions: [], reactions: [], edited: false, deleted: false, missing: true, claims: [] };
  const messages: [Message, ...Message[]] = [first, ...answers.slice(left).map((one) => readMessage(one, about.get(one.id), same))];
  const proposal = root ? proposalOf(root, entries, same) : null;
  // Nobody but its author moves or withdraws a proposal; who may write the text decides on it there (NO65).
  const counted = suggestion ? NO_ENTRIES : proposal ? entries.filter((entry) => same(root!, entry)) : entries;
  const resolved = resolutionOf(counted);
  return {
    id,
    ...attachmentOf(root, counted, same),
    proposal,
    suggestion,
    messages,
    left,
    resolved,
    assigned: assignmentOf(entries),
    deleted: left === 0 && messages.every((message) => message.deleted) && (proposal === null || resolved !== null),
  };
}

const NO_ENTRIES: readonly Entry[] = [];

function suggestionOf(thread: string, replies: readonly Extract<Entry, { type: "reply" }>[]): AboutSuggestion | null {
  const id = suggestionOfNote(thread);
  return id === null ? null : { id, words: replies[0]!.words };
}

/** What others enter as another wording changes nothing. */
function proposalOf(root: Extract<Entry, { type: "thread" }>, entries: readonly Entry[], same: SameAuthor): Proposal | null {
  if (root.replacement === null) return null;
  const last = entries.findLast((entry) => entry.type === "revise" && same(root, entry));
  return last?.type === "revise"
    ? { replacement: last.replacement, wording: last.id }
    : { replacement: root.replacement, wording: root.id };
}

type Change = Extract<Entry, { readonly message: string }>;

function changesByMessage(entries: readonly Entry[]): Map<string, Change[]> {
  const changes = new Map<string, Change[]>();
  for (const entry of entries) {
    if (!("message" in entry)) continue;
    const own = changes.get(entry.message);
    if (own) own.push(entry);
    else changes.set(entry.message, [entry]);
  }
  return changes;
}

function readMessage(
  { id, client, clock, at, ...first }: Extract<Entry, { type: "thread" | "reply" }>,
  changes: readonly Change[] = [],
  same: SameAuthor,
): Message {
  const author = { client, clock, at };
  let { text, mentions } = first;
  let edited = false;
  let deleted = false;
  const claims = new Map<number, Claim>();
  const reactions: Extract<Change, { type: "react" | "unreact" }>[] = [];
  for (const change of changes) {
    if (change.type === "react" || change.type === "unreact") reactions.push(change);
    else if (!same(author, change)) {
      claims.delete(change.client);
      if (change.type !== "restore")
        claims.set(change.client, {
          client: change.client,
          clock: change.clock,
          at: change.at,
          text: change.type === "edit" ? change.text : null,
        });
    } else if (change.type === "edit") {
      ({ text, mentions } = change);
      edited = true;
    } else deleted = change.type === "delete";
  }
  return {
    id,
    ...author,
    text: deleted ? "" : text,
    mentions: deleted ? [] : mentions,
    reactions: deleted ? [] : reactionsOf(reactions, same),
    edited,
    deleted,
    missing: false,
    claims: [...claims.values()].slice(-MOST_CLAIMS),
  };
}

const NO_QUOTE: Quote = { text: "", prefix: "", suffix: "" };

function attachmentOf(
  root: Extract<Entry, { type: "thread" }> | undefined,
  entries: readonly Entry[],
  same: SameAuthor,
): Pick<Thread, "target" | "anchor" | "quote" | "attached"> {
  const moved = entries.findLast((entry) => entry.type === "attach");
  if (!moved) return { target: root?.target ?? "range", anchor: root?.anchor ?? null, quote: root?.quote ?? NO_QUOTE, attached: null };
  const { target, anchor, quote, client, clock, at } = moved;
  const elsewhere = root !== undefined && root.quote.text !== quote.text && !same(root, moved);
  return { target, anchor, quote, attached: elsewhere ? { client, clock, at, before: root.quote.text } : null };
}

function resolutionOf(entries: readonly Entry[]): Written | null {
  const last = entries.findLast(
    (entry) => entry.type === "resolve" || entry.type === "reopen" || entry.type === "reply" || entry.type === "revise",
  );
  return last?.type === "resolve" ? { client: last.client, clock: last.clock, at: last.at } : null;
}

function assignmentOf(entries: readonly Entry[]): Thread["assigned"] {
  const last = entries.findLast((entry) => entry.type === "assign");
  return last?.to ? { client: last.client, clock: last.clock, at: last.at, to: last.to } : null;
}

/**
 * The notes of an article: a second `Y.Doc` with one map of threads. Who wrote a message is not in it: that is the owner
 * of the Yjs client ID that inserted it, which the relay's table names (AU1). Reading is total: what another program wrote
 * wrongly is shown as far as it can be. Rules NO6–NO10.
 */
import * as Y from "yjs";
import { decodeAnchor, encodeAnchor, type Anchor } from "./anchor.ts";
import type { Quote } from "./quote.ts";

/** Name of the `Y.Map` of threads in the notes' `Y.Doc`. */
export const THREADS = "threads";

export interface Message {
  readonly id: string;
  /** Yjs ID of what its writer inserted. */
  readonly client: number;
  readonly clock: number;
  readonly text: string;
  /** Milliseconds since 1970, by its writer's clock. */
  readonly at: number;
  /** Yjs ID of its present words, when they are not the first. */
  readonly edited: { readonly client: number; readonly clock: number } | null;
}

export interface Thread {
  readonly id: string;
  /** Yjs ID of what its beginner inserted. */
  readonly client: number;
  readonly clock: number;
  readonly anchor: Anchor | null;
  readonly quote: Quote;
  /** In the order of writing; never empty. */
  readonly messages: readonly Message[];
  readonly resolved: boolean;
}

type Raw = Y.Map<unknown>;

/** A new id: 12 letters, made of `random`'s numbers from 0 to 1. */
function newId(random: () => number): string {
  return Array.from({ length: 12 }, () => Math.floor(random() * 36).toString(36)).join("");
}

/** All threads, oldest first. */
export function readThreads(notes: Y.Doc): Thread[] {
  const threads: Thread[] = [];
  for (const [id, raw] of threadsOf(notes)) {
    const thread = raw instanceof Y.Map ? readThread(id, raw as Raw) : null;
    if (thread) threads.push(thread);
  }
  return threads.sort((a, b) => a.messages[0]!.at - b.messages[0]!.at || (a.id < b.id ? -1 : 1));
}

/** @returns id of the new thread */
export function addThread(notes: Y.Doc, anchor: Anchor, quote: Quote, text: string, at: number, random: () => number = Math.random): string {
  const id = newId(random);
  notes.transact(() => {
    const thread: Raw = new Y.Map();
    thread.set("anchor", encodeAnchor(anchor));
    thread.set("quote", { ...quote });
    thread.set("messages", new Y.Array());
    threadsOf(notes).set(id, thread);
    push(thread, text, at, random);
  });
  return id;
}

/** @throws RangeError for a thread that is not there */
export function reply(notes: Y.Doc, thread: string, text: string, at: number, random: () => number = Math.random): void {
  const raw = find(notes, thread);
  notes.transact(() => {
    push(raw, text, at, random);
    // An answer asks for attention again.
    if (raw.get("resolved") === true) raw.set("resolved", false);
  });
}

/** Gives a message new words. Two who do so at once: one wins whole, words are never mixed. */
export function editMessage(notes: Y.Doc, thread: string, message: string, text: string): void {
  findMessage(notes, thread, message)?.set("text", text);
}

/** Takes a message away; the thread goes with its last one. */
export function deleteMessage(notes: Y.Doc, thread: string, message: string): void {
  const raw = find(notes, thread);
  const messages = messagesOf(raw);
  const index = messages.toArray().findIndex((one) => one instanceof Y.Map && one.get("id") === message);
  notes.transact(() => {
    if (index !== -1) messages.delete(index, 1);
  });
}

export function setResolved(notes: Y.Doc, thread: string, resolved: boolean): void {
  find(notes, thread).set("resolved", resolved);
}

/** Fastens a thread to another stretch: by hand, or because its text was moved there. */
export function reattach(notes: Y.Doc, thread: string, anchor: Anchor, quote: Quote): void {
  const raw = find(notes, thread);
  notes.transact(() => {
    raw.set("anchor", encodeAnchor(anchor));
    raw.set("quote", { ...quote });
  });
}

const threadsOf = (notes: Y.Doc): Y.Map<unknown> => notes.getMap(THREADS);

function find(notes: Y.Doc, id: string): Raw {
  const raw = threadsOf(notes).get(id);
  if (!(raw instanceof Y.Map)) throw new RangeError(`there is no thread ${id}`);
  return raw as Raw;
}

function messagesOf(thread: Raw): Y.Array<unknown> {
  const messages = thread.get("messages");
  if (!(messages instanceof Y.Array)) throw new RangeError("the thread has no messages");
  return messages as Y.Array<unknown>;
}

function findMessage(notes: Y.Doc, thread: string, id: string): Raw | undefined {
  return messagesOf(find(notes, thread)).toArray().find((one): one is Raw => one instanceof Y.Map && one.get("id") === id);
}

function push(thread: Raw, text: string, at: number, random: () => number): void {
  const message: Raw = new Y.Map();
  message.set("id", newId(random));
  message.set("text", text);
  message.set("at", at);
  messagesOf(thread).push([message]);
}

/** A thread without a readable message has nothing to show. */
function readThread(id: string, raw: Raw): Thread | null {
  const messages = raw.get("messages");
  if (!(messages instanceof Y.Array)) return null;
  const read = messages.toArray().flatMap((one) => (one instanceof Y.Map ? (readMessage(one as Raw) ?? []) : []));
  if (read.length === 0) return null;
  return {
    id,
    client: raw._item!.id.client,
    clock: raw._item!.id.clock,
    anchor: decodeAnchor(raw.get("anchor")),
    quote: readQuote(raw.get("quote")),
    messages: read,
    resolved: raw.get("resolved") === true,
  };
}

function readMessage(raw: Raw): Message | null {
  const text = raw.get("text");
  if (typeof text !== "string") return null;
  const at = raw.get("at");
  const id = raw.get("id");
  const { client, clock } = raw._item!.id;
  const words = raw._map.get("text")!;
  return {
    id: typeof id === "string" ? id : `${client}:${clock}`,
    client,
    clock,
    text,
    at: typeof at === "number" && Number.isFinite(at) ? at : 0,
    // What was there before stands to the left of it.
    edited: words.left === null ? null : { client: words.id.client, clock: words.id.clock },
  };
}

function readQuote(value: unknown): Quote {
  const text = (name: string): string => {
    const part: unknown = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : "";
    return typeof part === "string" ? part : "";
  };
  return { text: text("text"), prefix: text("prefix"), suffix: text("suffix") };
}

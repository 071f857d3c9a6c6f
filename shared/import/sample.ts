import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { fillBody } from "../article/projection/fill.ts";
import { schema } from "../article/model/schema.ts";
import { anchorOf } from "../notes/anchor.ts";
import { quoteOf } from "../notes/quote.ts";
import { addThread, reply, setResolved } from "../notes/threads.ts";
import { importMarkdown } from "./markdown.ts";

/** One of the two people. */
type Person = 0 | 1;

interface SampleMessage {
  readonly by: Person;
  readonly text: string;
}

/** A comment of the sample, on words of its story. */
export interface SampleComment {
  /** Words of the article, found in it once. */
  readonly quote: string;
  readonly messages: readonly [SampleMessage, ...SampleMessage[]];
  readonly resolved: boolean;
}

/** The sample article as updates of its rooms. */
export interface Sample {
  /** Yjs updates: the article; and what each person wrote in its notes. */
  readonly body: Uint8Array;
  readonly notes: readonly [Uint8Array, Uint8Array];
}

/** Between one message and the next, in milliseconds. */
const PAUSE = 7 * 60_000;

/** @throws TypeError for a comment that is not one, with its number */
export function readComments(value: unknown): SampleComment[] {
  if (!Array.isArray(value)) throw new TypeError("the sample's comments are a list");
  return value.map((one: Partial<SampleComment>, i) => {
    const messages = one.messages?.every(({ by, text }) => (by === 0 || by === 1) && typeof text === "string");
    if (typeof one.quote !== "string" || !one.messages?.[0] || !messages)
      throw new TypeError(`sample comment ${i} is none: ${JSON.stringify(one)}`);
    return { quote: one.quote, messages: one.messages, resolved: one.resolved === true };
  });
}

/**
 * Builds the sample article: a Markdown story whose first paragraph is the lead, and comments of two people on its words.
 * @param now milliseconds since 1970, when the last message was written
 * @throws RangeError for a quote that does not stand in the article exactly once
 */
export function buildSample(markdown: string, comments: readonly SampleComment[], now: number): Sample {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  fillBody(body, withLead(importMarkdown(markdown)));
  const text = body.toJSON();

  const notes: [Y.Doc, Y.Doc] = [new Y.Doc(), new Y.Doc()];
  /** Both see everything after each message, as two people do who sit together. */
  const exchange = () => {
    for (const [from, to] of [notes, [notes[1], notes[0]] as const])
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
  };
  let at = now - PAUSE * comments.reduce((sum, { messages }) => sum + messages.length, 0);
  for (const { quote, messages, resolved } of comments) {
    const from = text.indexOf(quote);
    if (from === -1 || text.includes(quote, from + 1)) throw new RangeError(`the sample's article does not hold "${quote}" exactly once`);
    const to = from + quote.length;
    const [first, ...answers] = messages;
    const thread = addThread(notes[first.by], anchorOf(body, from, to), quoteOf(text, from, to), first.text, (at += PAUSE));
    exchange();
    for (const answer of answers) {
      reply(notes[answer.by], thread, answer.text, (at += PAUSE));
      exchange();
    }
    if (resolved) setResolved(notes[0], thread, true, (at += 1));
    exchange();
  }
  return { body: Y.encodeStateAsUpdate(doc), notes: [own(notes[0]), own(notes[1])] };
}

/** What a person wrote, without what the other did. */
function own(notes: Y.Doc): Uint8Array {
  const others = new Map([...Y.decodeStateVector(Y.encodeStateVector(notes))].filter(([client]) => client !== notes.clientID));
  return Y.encodeStateAsUpdate(notes, Y.encodeStateVector(others));
}

function withLead(doc: Node): Node {
  const blocks = Array.from({ length: doc.childCount }, (_, i) => doc.child(i));
  const lead = blocks.findIndex((block) => block.type.name === "paragraph");
  return schema.node(
    "doc",
    null,
    blocks.map((block, i) => (i === lead ? schema.node("lead", block.attrs, block.content) : block)),
  );
}

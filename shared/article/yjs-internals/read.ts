/**
 * The body as runs, read from Yjs' items: `toDelta` leaves out what another program may embed in a text, although it counts
 * in every position (AM14).
 */
import * as Y from "yjs";
import { idAfter, type CharacterId } from "../model/character-id.ts";
import type { Embed } from "../model/embed.ts";
import { NEWLINE } from "../model/names.ts";
import type { Attributes } from "../model/tokens.ts";
import { contentsOf } from "./contents.ts";

/** One run of the body: text without a `\n`, a `\n`, or one embedded value, with its formats. */
export interface Op {
  readonly insert: string | Embed;
  readonly attributes?: Attributes;
  /** Of a `\n`: which one it is. */
  readonly id?: CharacterId;
}

/** The formatting that is open at one place of a walk over the body. */
export class Formatting {
  private readonly open = new Map<string, unknown>();
  private said: Attributes | undefined;

  /** Reads a format item; null ends what its key began. */
  read({ key, value }: Y.ContentFormat): void {
    if (value === null) this.open.delete(key);
    else this.open.set(key, value);
    this.said = undefined;
  }

  get(key: string): unknown {
    return this.open.get(key) ?? null;
  }

  /** The same object for as long as nothing changes. A key may be any text, `__proto__` too. */
  get attributes(): Attributes {
    return (this.said ??= Object.freeze(Object.assign(Object.create(null), Object.fromEntries(this.open)) as Attributes));
  }
}

/** Puts an insert behind others; text goes on with text of the same attributes. */
function appendInsert(ops: { -readonly [name in keyof Op]: Op[name] }[], op: Op): void {
  const last = ops.at(-1);
  if (typeof op.insert === "string" && typeof last?.insert === "string" && !op.id && !last.id && last.attributes === op.attributes) {
    last.insert += op.insert;
  } else {
    ops.push(op);
  }
}

/** What a visible item that counts inserts. */
export function* insertsOf(item: Y.Item, attributes: Attributes): Generator<Op> {
  for (const insert of contentsOf(item)) yield* opsOf(insert, attributes, item.id);
}

/** Content of an item in parts, cut at each `\n`. @param id of its first character */
export function* opsOf(insert: string | Embed, attributes: Attributes, id: CharacterId): Generator<Op> {
  if (typeof insert !== "string" || !insert.includes(NEWLINE)) {
    yield { insert, attributes };
    return;
  }
  let start = 0;
  for (let at = insert.indexOf(NEWLINE); at !== -1; at = insert.indexOf(NEWLINE, start)) {
    if (at > start) yield { insert: insert.slice(start, at), attributes };
    yield { insert: NEWLINE, attributes, id: idAfter(id, at) };
    start = at + 1;
  }
  if (start < insert.length) yield { insert: insert.slice(start), attributes };
}

/**
 * All of the body, in order: as long as Yjs says that it is.
 * @param read what of an item is read; all of it by default
 */
export function readBody(body: Y.Text, read: (item: Y.Item, attributes: Attributes) => Iterable<Op> = insertsOf): Op[] {
  const ops: Op[] = [];
  const formatting = new Formatting();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
    else if (item.countable) for (const op of read(item, formatting.attributes)) appendInsert(ops, op);
  }
  return ops;
}

import * as Y from "yjs";
import { idAfter, type CharacterId } from "../model/character-id.ts";
import type { Embed } from "../model/embed.ts";
import { isInlineAttribute, NEWLINE } from "../model/names.ts";
import type { Attributes } from "../model/tokens.ts";
import { contentsOf } from "./contents.ts";

/** One run of the body: text without a `\n`, a `\n`, or one embedded value, with its formats. */
export interface Op {
  readonly insert: string | Embed;
  readonly attributes?: Attributes;
  /** Of a `\n`: which one it is. */
  readonly id?: CharacterId;
}

/** Formats that Tahrir does not know and reads at one place: each character carries all that are open, of which an attacker may open thousands. */
const MOST_UNKNOWN = 20;

/** The formatting that is open at one place of a walk over the body. Of unknown formats no more than `MOST_UNKNOWN` are read at once (AM14). */
export class Formatting {
  private readonly open = new Map<string, unknown>();
  private unknown = 0;
  private said: Attributes | undefined;

  /** Reads a format item; null ends what its key began. @returns false where it is one unknown format too many */
  read({ key, value }: Y.ContentFormat): boolean {
    const isUnknown = !isInlineAttribute(key);
    if (value === null) {
      if (this.open.delete(key) && isUnknown) this.unknown--;
    } else {
      if (isUnknown && !this.open.has(key) && ++this.unknown > MOST_UNKNOWN) {
        this.unknown--;
        return false;
      }
      this.open.set(key, value);
    }
    this.said = undefined;
    return true;
  }

  get(key: string): unknown {
    return this.open.get(key) ?? null;
  }

  /** The same object for as long as nothing changes. A key may be any text, `__proto__` too. */
  get attributes(): Attributes {
    return (this.said ??= Object.freeze(Object.assign(Object.create(null), Object.fromEntries(this.open)) as Attributes));
  }
}

type Growing = { -readonly [name in keyof Op]: Op[name] };

/** Puts an insert behind others; text goes on with text of the same attributes. */
export function appendInsert(ops: Op[], op: Op): void {
  const last: Growing | undefined = ops.at(-1);
  if (typeof op.insert === "string" && typeof last?.insert === "string" && !op.id && !last.id && last.attributes === op.attributes) {
    last.insert += op.insert;
  } else {
    // It may grow, and whoever gave it may have put it elsewhere, too.
    ops.push({ ...op });
  }
}

/** What a visible item that counts inserts. */
export function insertsOf(item: Y.Item, attributes: Attributes): readonly Op[] {
  const contents = contentsOf(item);
  const [text] = contents;
  if (typeof text !== "string") return contents.map((insert) => ({ insert, attributes }));
  let at = text.indexOf(NEWLINE);
  if (at === -1) return [{ insert: text, attributes }];
  const ops: Op[] = [];
  let start = 0;
  for (; at !== -1; at = text.indexOf(NEWLINE, start)) {
    if (at > start) ops.push({ insert: text.slice(start, at), attributes });
    ops.push({ insert: NEWLINE, attributes, id: idAfter(item.id, at) });
    start = at + 1;
  }
  if (start < text.length) ops.push({ insert: text.slice(start), attributes });
  return ops;
}

/**
 * All of the body, in order, as runs, read from Yjs' items: as long as Yjs says that it is. `toDelta` leaves out what another
 * program may embed in a text, although it counts in every position (AM14).
 */
export function readBody(body: Y.Text): Op[] {
  const ops: Op[] = [];
  const formatting = new Formatting();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
    else if (item.countable) for (const op of insertsOf(item, formatting.attributes)) appendInsert(ops, op);
  }
  return ops;
}

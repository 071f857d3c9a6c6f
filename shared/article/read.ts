/**
 * The body as runs, read from Yjs' items: `toDelta` leaves out what another program may embed in a text, although it counts
 * in every position (AM14).
 */
import * as Y from "yjs";
import { contentsOf, type Embed } from "./embed.ts";
import type { Attributes } from "./tokens.ts";

/** One run of the body: text or one embedded value, with its attributes. */
export interface Op {
  readonly insert: string | Embed;
  readonly attributes?: Attributes;
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
export function appendInsert(ops: Op[], insert: string | Embed, attributes: Attributes): void {
  const last = ops.at(-1);
  if (typeof insert === "string" && typeof last?.insert === "string" && last.attributes === attributes) {
    ops[ops.length - 1] = { insert: last.insert + insert, attributes };
  } else {
    ops.push({ insert, attributes });
  }
}

/** All of the body, in order: as long as Yjs says that it is. */
export function readBody(body: Y.Text): Op[] {
  const ops: Op[] = [];
  const formatting = new Formatting();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
    else if (item.countable) for (const insert of contentsOf(item)) appendInsert(ops, insert, formatting.attributes);
  }
  return ops;
}

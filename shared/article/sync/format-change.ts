import type { Attributes } from "../model/tokens.ts";

/** A stretch of the body, and what is to be changed of its formats. */
export interface FormatChange {
  readonly index: number;
  length: number;
  readonly change: Attributes;
  readonly key: string;
}

/** Adds a change behind others; it goes on with the last one where that is the same. */
export function addChange(changes: FormatChange[], index: number, length: number, change: Attributes): void {
  if (Object.keys(change).length === 0) return;
  const key = JSON.stringify(change);
  const last = changes.at(-1);
  if (last && last.key === key && last.index + last.length === index) last.length += length;
  else changes.push({ index, length, change, key });
}

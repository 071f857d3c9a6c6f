/** Lists for a terminal. */

import { printable } from "../ops/terminal.ts";

/** Columns as wide as what stands in them; the last is not filled up. */
export function table(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(printable));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()).join("\n");
}

/** @param time milliseconds since 1970, or null for never. */
export function when(time: number | null): string {
  return time === null ? "never" : `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export function size(bytes: number): string {
  return bytes < 10_000 ? `${bytes} B` : bytes < 10_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}

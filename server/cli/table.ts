import { printable } from "../ops/terminal.ts";

/** A list for a terminal: columns as wide as their longest cell, the last one not padded. */
export function table(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(printable));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A time as text. @param time milliseconds since 1970, or null for never */
export function when(time: number | null): string {
  return time === null ? "never" : `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A number of bytes as text. */
export function size(bytes: number): string {
  return bytes < 10_000 ? `${bytes} B` : bytes < 10_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}

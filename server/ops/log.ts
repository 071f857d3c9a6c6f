/**
 * The relay's log: one JSON object per line. It names members, devices and articles by their IDs; no text, title, token,
 * code or ticket is ever a field of it (OP3).
 */

import { printableJson } from "./terminal.ts";

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** Beside `time`, `level` and `event`. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export class Log {
  readonly #write: (line: string) => void;
  readonly #least: number;

  /** @param level the least that is written. */
  constructor(level: Level, write: (line: string) => void) {
    this.#least = LEVELS.indexOf(level);
    this.#write = write;
  }

  debug(event: string, fields: Fields = {}): void {
    this.#line("debug", event, fields);
  }
  info(event: string, fields: Fields = {}): void {
    this.#line("info", event, fields);
  }
  warn(event: string, fields: Fields = {}): void {
    this.#line("warn", event, fields);
  }

  /** What went wrong in the relay itself. */
  error(event: string, error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const cause = error instanceof Error && error.cause instanceof Error ? { cause: error.cause.message } : {};
    this.#line("error", event, { message, ...cause, stack: stack ?? "" });
  }

  #line(level: Level, event: string, fields: Fields): void {
    if (LEVELS.indexOf(level) < this.#least) return;
    this.#write(printableJson({ time: new Date().toISOString(), level, event, ...fields }));
  }
}

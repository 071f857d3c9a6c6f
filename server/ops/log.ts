import { printableJson } from "./terminal.ts";

/** Levels of the log, from the least to the most important. */
export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** Fields of an entry beside `time`, `level` and `event`. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The relay's log: one JSON object per line. It names members, devices and articles by their IDs; no text, title, token, code or
 * ticket is ever a field of it (OP3).
 */
export class Log {
  readonly #write: (line: string) => void;
  readonly #least: number;

  /**
   * @param level the least important that is written
   * @param write takes a line, without its end
   */
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

  /** An error of the relay itself. */
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

/** What the commands of this folder take alike. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";

/** Where everything is kept when nothing else is said. */
export function defaultData(): string {
  const base = { darwin: "Library/Application Support", win32: "AppData/Local" }[process.platform as string] ?? ".local/share";
  return process.env["TAHRIR_DATA"] ?? join(homedir(), base, "tahrir");
}

export interface CommonArguments {
  readonly data: string;
  readonly open: boolean;
  readonly json: boolean;
}

/** @param more options beside `--data`, `--no-open` and `--json`. @throws Error that says what is wrong */
export function readArguments(
  args: readonly string[],
  more: NonNullable<ParseArgsConfig["options"]>,
): CommonArguments & { readonly values: Readonly<Record<string, unknown>> } {
  const { values } = parseArgs({
    args: [...args],
    options: { ...more, data: { type: "string" }, open: { type: "boolean", default: true }, json: { type: "boolean", default: false } },
    allowNegative: true,
  });
  const { data, open, json } = values as { readonly data?: string; readonly open: boolean; readonly json: boolean };
  return { values, data: resolve(data ?? defaultData()), open: open && !json, json };
}

/** @returns `args` with `--flag VALUE` as `--flag=VALUE`: an ID may begin with a dash, which `parseArgs` does not take otherwise */
export function attachValue(args: readonly string[], flag: string): string[] {
  const attached: string[] = [];
  for (let i = 0; i < args.length; i++)
    attached.push(args[i] === `--${flag}` && i + 1 < args.length ? `--${flag}=${args[++i]!}` : args[i]!);
  return attached;
}

/** @returns what `read` makes of the arguments; null once what is wrong with them, and how they are used, was told on standard error */
export function readOrExplain<T>(read: () => T, usage: string): T | null {
  try {
    return read();
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return null;
  }
}

/** @throws Error that names the flag */
export function wholeNumber(value: unknown, flag: string, least: number, most: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`--${flag} is a number from ${least} to ${most}, not "${String(value)}"`);
  return number;
}

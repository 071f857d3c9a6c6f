import { parseArgs } from "node:util";
import { ArgumentError, UsageError } from "../errors.ts";

/** A kind of value: how it is read from text, and what is expected when it cannot be. */
export interface Kind<T> {
  readonly expects: string;
  /** @returns null when `text` is no such value. */
  read(text: string): T | null;
}

/** A setting of a command. */
export interface Setting<T> {
  /** Takes no value on the command line; in the environment it is 1 or 0. */
  readonly bare: boolean;
  /** May be given more than once; in the environment its values are separated by commas. */
  readonly many: boolean;
  /**
   * @param texts what was given, at least one
   * @param source the flag or variable, for the message
   * @throws ArgumentError when one makes no sense
   */
  read(texts: readonly string[], source: string): T;
  /** The value when nothing was given. @throws ArgumentError when it may not be missing. */
  absent(flag: string): T;
}

type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Values<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };
export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = "TAHRIR_RELAY_";
const variableOf = (flag: string): string => PREFIX + flag.toUpperCase().replaceAll("-", "_");

/**
 * Reads a command's settings: a flag, else the environment (`--public-url` is `TAHRIR_RELAY_PUBLIC_URL`), else the default (RE10,
 * OP4).
 * @param words names of the arguments that are no flags, all of which must be there
 * @returns the values of `settings`, and those arguments
 * @throws ArgumentError that names the first mistake, and where it stands.
 */
export function readSettings<S extends Settings>(
  args: readonly string[],
  settings: S,
  environment: Environment,
  words: readonly string[] = [],
): { readonly values: Values<S>; readonly words: readonly string[] } {
  const options = Object.fromEntries(
    Object.entries(settings).map(([flag, { bare }]) => [flag, { type: bare ? ("boolean" as const) : ("string" as const), multiple: true }]),
  );
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new ArgumentError((error as Error).message, { cause: error });
  }
  const { positionals } = parsed;
  if (positionals.length < words.length) throw new ArgumentError(`${words[positionals.length]} is missing`);
  if (positionals.length > words.length) throw new ArgumentError(`unexpected argument "${positionals[words.length]}"`);
  const values = Object.entries(settings).map(([flag, setting]) => {
    const given = parsed.values[flag] as (string | boolean)[] | undefined;
    if (given) return [flag, setting.read(checkOnce(given.map(String), setting.many, `--${flag}`), `--${flag}`)];
    const variable = environment[variableOf(flag)];
    if (variable === undefined || variable === "") return [flag, setting.absent(flag)];
    return [flag, setting.read(setting.many ? variable.split(",").map((one) => one.trim()) : [variable], variableOf(flag))];
  });
  return { values: Object.fromEntries(values) as Values<S>, words: positionals };
}

/** @throws UsageError when the environment sets what is no setting: a misspelt limit would be no limit. */
export function refuseUnknown(settings: Settings, environment: Environment): void {
  const known = new Set(Object.keys(settings).map(variableOf));
  const wrong = Object.keys(environment).find((name) => name.startsWith(PREFIX) && !known.has(name));
  if (wrong !== undefined) throw new UsageError(`${wrong} is no setting; there are ${[...known].join(", ")}`);
}

/** A setting that must be given. */
export const required = <T>(kind: Kind<T>): Setting<T> => ({
  bare: false,
  many: false,
  read: ([text], source) => readOne(kind, text!, source),
  absent: (flag) => {
    throw new ArgumentError(`--${flag} is missing`);
  },
});

/** A setting that is null when it is not given. */
export const optional = <T>(kind: Kind<T>): Setting<T | null> => ({ ...required<T | null>(kind), absent: () => null });
/** A setting with a default. */
export const otherwise = <T>(kind: Kind<T>, value: T): Setting<T> => ({ ...required(kind), absent: () => value });

/** A setting that may be given many times. */
export const several = <T>(kind: Kind<T>): Setting<readonly T[]> => ({
  bare: false,
  many: true,
  read: (texts, source) => texts.map((text) => readOne(kind, text, source)),
  absent: () => [],
});

/** A setting that is true when it is named. */
export const bare: Setting<boolean> = {
  bare: true,
  many: false,
  read: ([text], source) =>
    readOne({ expects: "1 or 0", read: (one) => ({ true: true, "1": true, false: false, "0": false })[one] ?? null }, text!, source),
  absent: () => false,
};

function readOne<T>(kind: Kind<T>, text: string, source: string): T {
  const value = kind.read(text);
  if (value === null) throw new ArgumentError(`${source} is ${kind.expects}, not "${text}"`);
  return value;
}

function checkOnce(texts: readonly string[], many: boolean, source: string): readonly string[] {
  if (!many && texts.length > 1) throw new ArgumentError(`${source} is given more than once`);
  return texts;
}

/** A text with something in it. */
export const anyText: Kind<string> = { expects: "a text", read: (text) => (text.trim() === "" ? null : text) };

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number): Kind<number> => ({
  expects: `a number from ${least} to ${most}`,
  read: (text) => (/^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null),
});

/** One of these texts. */
export const oneOf = <T extends string>(values: readonly T[]): Kind<T> => ({
  expects: `one of ${values.join(", ")}`,
  read: (text) => values.find((value) => value === text) ?? null,
});

/** An http or https address without a query or credentials; read without a slash at the end. */
export const webAddress: Kind<string> = {
  expects: "an http or https address",
  read(text) {
    const url = URL.parse(text);
    if (!url || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "" || url.username !== "") return null;
    return url.href.replace(/\/+$/, "");
  },
};

/** A time such as `7d`, `36h` or `90m`, read in milliseconds. @param most milliseconds */
export const timeSpan = (most: number): Kind<number> => ({
  expects: `a time such as 7d, 36h or 90m, at most ${most / UNITS.d}d`,
  read(text) {
    const [, count, unit] = /^([1-9]\d{0,6})([dhm])$/.exec(text) ?? [];
    if (count === undefined) return null;
    const span = Number(count) * UNITS[unit as keyof typeof UNITS];
    return span <= most ? span : null;
  },
});
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A number of bytes such as `900`, `64k` or `16M`. */
export const byteSize = (least: number, most: number): Kind<number> => ({
  expects: `a number of bytes from ${least} to ${most}, such as 900, 64k or 16M`,
  read(text) {
    const [, count, unit] = /^(\d{1,12})([kM]?)$/.exec(text) ?? [];
    const bytes = Number(count) * { "": 1, k: 1024, M: 1024 * 1024 }[unit ?? ""]!;
    return bytes >= least && bytes <= most ? bytes : null;
  },
});

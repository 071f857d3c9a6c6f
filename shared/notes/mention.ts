import { fieldsOf } from "./stored-fields.ts";

/** A person whom a message names by `@` and their name. */
export interface Mention {
  /** ID of the member. Anybody can write any: it names somebody, and proves nothing. */
  readonly member: string;
  /** The name as it stood in the text when it was written. */
  readonly name: string;
}

/** Somebody who can be mentioned. */
export interface Mentionable {
  readonly id: string;
  readonly name: string;
}

/** Mentions of one message that are read. */
const MOST_MENTIONS = 50;
/** Longest ID and longest name of a member, in UTF-16 units. */
const LONGEST_ID = 64;
const LONGEST_NAME = 200;

/**
 * Reads the mentions of a stored entry: pairs of a member's ID and a name.
 * @returns those that can be read, each name once; what is no mention is skipped
 */
export function readMentions(value: unknown): readonly Mention[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  const mentions = new Map<string, Mention>();
  for (const one of value.slice(0, MOST_MENTIONS) as unknown[]) {
    const mention = readPerson(fieldsOf(one));
    if (mention && !mentions.has(mention.name)) mentions.set(mention.name, mention);
  }
  return [...mentions.values()];
}

/** Reads the fields `member` and `name`. @returns null unless both can be shown */
export function readPerson(field: (name: string) => unknown): Mention | null {
  const [member, name] = [field("member"), field("name")];
  if (typeof member !== "string" || typeof name !== "string") return null;
  if (member === "" || member.length > LONGEST_ID || name.trim() === "" || name.length > LONGEST_NAME) return null;
  return { member, name: name.toWellFormed() };
}

/**
 * Whom a text mentions: each `@` with the name of somebody behind it. The longest name counts.
 * @param chosen which of several people of one name is meant, by the name; of those nobody chose, none is mentioned
 */
export function mentionsIn(text: string, people: readonly Mentionable[], chosen: ReadonlyMap<string, string>): Mention[] {
  const named = new Map<string, Mentionable[]>();
  for (const person of people) named.set(person.name, [...(named.get(person.name) ?? []), person]);
  const names = [...named.keys()].filter((name) => name.trim() !== "").map((name) => ({ name, member: "" }));
  const found = new Set(partsOfText(text, names).flatMap(({ mention }) => mention?.name ?? []));
  return [...found].slice(0, MOST_MENTIONS).flatMap((name) => {
    const those = named.get(name)!;
    const meant = those.length === 1 ? those[0] : those.find(({ id }) => id === chosen.get(name));
    return meant ? [{ member: meant.id, name }] : [];
  });
}

/** A part of a message: plain words, or a mention with its `@`. */
export interface TextPart {
  readonly text: string;
  readonly mention: Mention | null;
}

/** A letter or digit behind a name belongs to a longer word, which is not that name. */
const GOES_ON = /^[\p{L}\p{N}\p{M}_\u200C]/u;

/** Parts a text at its mentions: each `@` with one of the names behind it, the longest that fits. */
export function partsOfText(text: string, mentions: readonly Mention[]): TextPart[] {
  if (mentions.length === 0) return [{ text, mention: null }];
  const longestFirst = mentions.toSorted((a, b) => b.name.length - a.name.length);
  const parts: TextPart[] = [];
  let plain = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const mention = longestFirst.find(({ name }) => text.startsWith(name, at + 1) && !goesOn(text, at + 1 + name.length));
    if (!mention) continue;
    const end = at + 1 + mention.name.length;
    if (at > plain) parts.push({ text: text.slice(plain, at), mention: null });
    parts.push({ text: text.slice(at, end), mention });
    plain = end;
    at = end - 1;
  }
  if (plain < text.length || parts.length === 0) parts.push({ text: text.slice(plain), mention: null });
  return parts;
}

/** A text without the people whom it names: of which direction it is does not follow from their names. */
export const withoutMentions = (text: string, mentions: readonly Mention[]): string =>
  partsOfText(text, mentions)
    .map((part) => (part.mention ? "" : part.text))
    .join("");

const goesOn = (text: string, at: number): boolean => GOES_ON.test(text.slice(at, at + 2));

const NONE: readonly Mention[] = [];

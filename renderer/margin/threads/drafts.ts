import { readAnchor, type Anchor } from "../../../shared/notes/anchor.ts";
import { readTarget, type Target } from "../../../shared/notes/target.ts";

interface Draft {
  readonly text: string;
  readonly target: Target;
  readonly anchor: Anchor | null;
  /** The words it is about, as they were. */
  readonly quote: string;
  /** What is proposed instead of them; null for nothing. */
  readonly replacement: string | null;
}

/** Text that was typed in the margin and not posted. */
export interface Drafts {
  readonly composer: Draft | null;
  /** Answers and new wordings by the field they stand in. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface DraftStore {
  read(): Drafts;
  write(drafts: Drafts): void;
}

const NOTHING: Drafts = { composer: null, fields: new Map() };

/** Keeps nothing. */
export const noDrafts: DraftStore = { read: () => NOTHING, write: () => undefined };

/**
 * Keeps drafts in the browser's storage, by article and member, until they are posted or discarded (NO21).
 * @param storage gives that of the window; one that is full or forbidden keeps nothing, silently
 */
export function draftsIn(storage: () => Storage, article: string, member: string): DraftStore {
  const key = `tahrir.drafts/${member}/${article}`;
  return {
    read() {
      try {
        return readDrafts(JSON.parse(storage().getItem(key) ?? "null"));
      } catch {
        return NOTHING;
      }
    },
    write({ composer, fields }) {
      try {
        if (!composer && fields.size === 0) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify({ composer, fields: [...fields] }));
      } catch (error) {
        console.warn(error);
      }
    },
  };
}

function readDrafts(value: unknown): Drafts {
  const { composer, fields } = fieldsOf(value);
  const { text, target, anchor, quote, replacement } = fieldsOf(composer);
  return {
    composer:
      typeof text === "string"
        ? {
            text,
            target: readTarget(target),
            anchor: readAnchor(anchor),
            quote: textOr(quote, ""),
            replacement: textOr(replacement, null),
          }
        : null,
    fields: new Map(
      Array.isArray(fields)
        ? fields.filter(
            (one): one is [string, string] => Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === "string"),
          )
        : [],
    ),
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const textOr = <T>(value: unknown, other: T): string | T => (typeof value === "string" ? value : other);

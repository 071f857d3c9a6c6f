import type { Written } from "../../../shared/notes/entry.ts";

/** What a person has read: of each thread, the last clock of each Yjs client. A client's entries arrive in their order. */
export type ReadMarks = ReadonlyMap<string, ReadonlyMap<number, number>>;

export interface ReadMarkStore {
  read(): ReadMarks;
  write(marks: ReadMarks): void;
  /** Calls `onChange` when another window wrote them. @returns a function that ends this */
  follow(onChange: () => void): () => void;
}

/** Keeps nothing. */
export const noReadMarks: ReadMarkStore = { read: () => new Map(), write: () => undefined, follow: () => () => undefined };

/**
 * Keeps what was read in the browser's storage, by article and member, as drafts are kept (NO36).
 * @param storage gives that of the window; one that is full or forbidden keeps nothing, silently
 */
export function readMarksIn(storage: () => Storage, article: string, member: string): ReadMarkStore {
  const key = `tahrir.read/${member}/${article}`;
  return {
    read() {
      try {
        return parseMarks(JSON.parse(storage().getItem(key) ?? "null"));
      } catch {
        return new Map();
      }
    },
    write(marks) {
      try {
        storage().setItem(key, JSON.stringify([...marks].map(([thread, clocks]) => [thread, ...[...clocks].flat()])));
      } catch (error) {
        console.warn(error);
      }
    },
    follow(onChange) {
      const onStorage = (event: StorageEvent) => {
        if (event.key === key) onChange();
      };
      addEventListener("storage", onStorage);
      return () => removeEventListener("storage", onStorage);
    },
  };
}

/** Each thread is a list: its ID, then clients and clocks in turn. */
function parseMarks(value: unknown): ReadMarks {
  const marks = new Map<string, Map<number, number>>();
  if (!Array.isArray(value)) return marks;
  for (const one of value as unknown[]) {
    if (!Array.isArray(one)) continue;
    const [thread, ...numbers] = one as unknown[];
    if (typeof thread !== "string" || !numbers.every((number) => Number.isSafeInteger(number))) continue;
    const clocks = new Map<number, number>();
    for (let i = 0; i + 1 < numbers.length; i += 2) clocks.set(numbers[i] as number, numbers[i + 1] as number);
    marks.set(thread, clocks);
  }
  return marks;
}

/** Whether an entry of a thread was read. */
export const isRead = (marks: ReadMarks, thread: string, { client, clock }: Written): boolean =>
  (marks.get(thread)?.get(client) ?? -1) >= clock;

/** The marks of both: what was read at either place. */
export function mergeMarks(a: ReadMarks, b: ReadMarks): ReadMarks {
  const merged = new Map(a);
  for (const [thread, clocks] of b) {
    const own = new Map(merged.get(thread));
    for (const [client, clock] of clocks) own.set(client, Math.max(own.get(client) ?? -1, clock));
    merged.set(thread, own);
  }
  return merged;
}

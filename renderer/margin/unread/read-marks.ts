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

const PREFIX = "tahrir.read/";
/** Characters kept for all articles: what is read must leave room for drafts, in a storage of some five million. */
const MOST = 1_000_000;

/**
 * Keeps what was read in the browser's storage, by article and member, as drafts are kept (NO36). When that grows too large, the
 * articles in which something was read longest ago are forgotten.
 * @param storage gives that of the window; one that is full or forbidden keeps nothing, silently
 */
export function readMarksIn(storage: () => Storage, article: string, member: string): ReadMarkStore {
  const key = `${PREFIX}${member}/${article}`;
  return {
    read() {
      try {
        return parse(storage().getItem(key)).marks;
      } catch {
        return new Map();
      }
    },
    write(marks) {
      try {
        const threads = [...marks].map(([thread, clocks]) => [thread, ...[...clocks].flat()]);
        storage().setItem(key, JSON.stringify({ at: Date.now(), threads }));
        prune(storage(), key);
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

/** Removes marks, the oldest first, until all together are small enough. @param kept key of those that stay */
function prune(storage: Storage, kept: string): void {
  const all = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "")
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => ({ key, size: storage.getItem(key)?.length ?? 0 }));
  let size = all.reduce((sum, one) => sum + one.size, 0);
  if (size <= MOST) return;
  const writtenAt = (key: string): number => {
    try {
      return parse(storage.getItem(key)).at;
    } catch {
      return 0;
    }
  };
  const dated = all.map((one) => ({ ...one, at: writtenAt(one.key) }));
  for (const one of dated.toSorted((a, b) => a.at - b.at)) {
    if (size <= MOST) return;
    if (one.key === kept) continue;
    storage.removeItem(one.key);
    size -= one.size;
  }
}

/** Each thread is a list: its ID, then clients and clocks in turn. @throws SyntaxError for what is no JSON */
function parse(text: string | null): { readonly at: number; readonly marks: ReadMarks } {
  const marks = new Map<string, Map<number, number>>();
  const value = JSON.parse(text ?? "null") as { readonly at?: unknown; readonly threads?: unknown } | null;
  const { at, threads } = typeof value === "object" && value !== null ? value : {};
  for (const one of Array.isArray(threads) ? (threads as unknown[]) : []) {
    if (!Array.isArray(one)) continue;
    const [thread, ...numbers] = one as unknown[];
    if (typeof thread !== "string" || !numbers.every((number) => Number.isSafeInteger(number))) continue;
    const clocks = new Map<number, number>();
    for (let i = 0; i + 1 < numbers.length; i += 2) clocks.set(numbers[i] as number, numbers[i + 1] as number);
    marks.set(thread, clocks);
  }
  return { at: typeof at === "number" ? at : 0, marks };
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

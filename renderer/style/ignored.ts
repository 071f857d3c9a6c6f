import { z } from "zod";
import { ignoredKey } from "../../shared/lists/entries.ts";
import type { PlacedFinding } from "./placed-finding.ts";

/** So many are kept for an article; the oldest give way. */
const MOST = 1000;

const KEPT = z.array(z.string().max(300)).max(MOST);

/** A place, or all places with the same words. */
export type IgnoredWhere = "here" | "article";

const keyOf = (finding: PlacedFinding, where: IgnoredWhere): string =>
  (where === "here" ? `${ignoredKey(finding)}\n${finding.context}` : ignoredKey(finding)).slice(0, 300);

/** What a person does not want to be told in an article, remembered in the browser's storage (HS27). */
export class IgnoredFindings {
  readonly #storage: () => Storage;
  readonly #key: string;
  #kept: Set<string>;

  /** @param storage gives that of the window; one that is full or forbidden keeps nothing, silently */
  constructor(storage: () => Storage, article: string, member: string) {
    this.#storage = storage;
    this.#key = `tahrir.style.ignored/${member}/${article}`;
    this.#kept = new Set(this.#read());
  }

  get size(): number {
    return this.#kept.size;
  }

  has(finding: PlacedFinding): boolean {
    return this.#kept.has(keyOf(finding, "here")) || this.#kept.has(keyOf(finding, "article"));
  }

  add(finding: PlacedFinding, where: IgnoredWhere): void {
    this.#kept = new Set([...this.#kept, keyOf(finding, where)].slice(-MOST));
    this.#write();
  }

  clear(): void {
    this.#kept = new Set();
    this.#write();
  }

  #read(): readonly string[] {
    try {
      return KEPT.parse(JSON.parse(this.#storage().getItem(this.#key) ?? "[]"));
    } catch {
      return [];
    }
  }

  #write(): void {
    try {
      if (this.#kept.size === 0) this.#storage().removeItem(this.#key);
      else this.#storage().setItem(this.#key, JSON.stringify([...this.#kept]));
    } catch (error) {
      console.warn(error);
    }
  }
}

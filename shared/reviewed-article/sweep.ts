import type { ReviewedArticle, ReviewedSuggestion, Stretch } from "./reviewed-article.ts";

/** Forms that are suggested at one place. */
interface FormsHere {
  readonly by: ReviewedSuggestion;
  /** By name of the form. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** What is suggested of the character at an index. */
export interface SaidHere {
  readonly inserted: ReviewedSuggestion | null;
  /** One of those that strike it out: a word processor keeps one. */
  readonly struck: ReviewedSuggestion | null;
  readonly forms: FormsHere | null;
}

type Kind = "inserted" | "struck" | "forms";

interface Edge {
  readonly index: number;
  readonly kind: Kind;
  readonly on: boolean;
  readonly by: ReviewedSuggestion;
  readonly name: string;
  readonly value: unknown;
}

/** Walks over an article and says what is suggested where. */
export class Sweep {
  readonly #edges: readonly Edge[];
  readonly #open: Readonly<Record<Kind, Set<string>>> = { inserted: new Set(), struck: new Set(), forms: new Set() };
  readonly #named = new Map<string, Edge>();
  #next = 0;
  #said: SaidHere = NOTHING;

  constructor({ suggestions }: ReviewedArticle) {
    const edges: Edge[] = [];
    const add = (kind: Kind, by: ReviewedSuggestion, { from, to }: Stretch, name: string, value: unknown): void => {
      if (from >= to) return;
      edges.push({ index: from, kind, on: true, by, name, value }, { index: to, kind, on: false, by, name, value });
    };
    suggestions.forEach((by, i) => {
      for (const stretch of by.inserted) add("inserted", by, stretch, `${i}`, null);
      for (const stretch of by.struck) add("struck", by, stretch, `${i}`, null);
      for (const form of by.forms) add("forms", by, form, `${i}/${form.name}`, form.value);
    });
    this.#edges = edges.sort((a, b) => a.index - b.index || Number(a.on) - Number(b.on));
  }

  /** @param index not before the one that was asked of last */
  at(index: number): SaidHere {
    const start = this.#next;
    for (let edge = this.#edges[this.#next]; edge !== undefined && edge.index <= index; edge = this.#edges[++this.#next]) {
      const open = this.#open[edge.kind];
      if (edge.on) open.add(edge.name);
      else open.delete(edge.name);
      this.#named.set(`${edge.kind} ${edge.name}`, edge);
    }
    if (start !== this.#next) this.#said = this.#read();
    return this.#said;
  }

  /** The first index behind the one that was asked of last at which something else is said. */
  get next(): number {
    return this.#edges[this.#next]?.index ?? Infinity;
  }

  #read(): SaidHere {
    const by = (kind: Kind): ReviewedSuggestion | null => {
      const [first] = this.#open[kind];
      return first === undefined ? null : this.#named.get(`${kind} ${first}`)!.by;
    };
    const forms = by("forms");
    const values = new Map(
      [...this.#open.forms].map((name) => [name.slice(name.indexOf("/") + 1), this.#named.get(`forms ${name}`)!.value]),
    );
    return { inserted: by("inserted"), struck: by("struck"), forms: forms && { by: forms, values } };
  }
}

const NOTHING: SaidHere = { inserted: null, struck: null, forms: null };

import type * as Y from "yjs";
import { articleOf, type Article } from "../../../shared/article/identity/article.ts";
import type { Decision } from "../../../shared/article/identity/suggestion-records.ts";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import { isKnown } from "../../../shared/article/yjs-internals/items.ts";
import type { SuggestedWords } from "../../../shared/notes/entry.ts";
import { Store, type Readable } from "../../store/store.ts";
import type { OpenSuggestions } from "../../suggestions/index.ts";
import type { MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";

/** What was decided on suggestions that people wrote about, by suggestion; nothing for one that is no more. */
export type Decided = ReadonlyMap<string, readonly Decision[]>;

const NOTHING: Decided = new Map();
/** Words of a suggestion without words of its own. */
const LONGEST_WORDS = 120;

/** The threads about suggestions that have no card: those that are decided, or are no more. One that has not arrived is none (NO61). */
export class SuggestionThreads {
  readonly #decided = new Store<Decided>(NOTHING);
  readonly decided: Readable<Decided> = this.#decided;
  readonly #open = new Store<readonly string[]>([]);
  /** IDs of the open suggestions that people wrote about. */
  readonly open: Readable<readonly string[]> = this.#open;
  readonly #article: Article;
  readonly #store: MarginStore;
  readonly #suggestions: OpenSuggestions;
  readonly #text: ArticleText;
  readonly #ends: readonly (() => void)[];

  constructor(body: Y.Doc, store: MarginStore, suggestions: OpenSuggestions, text: ArticleText) {
    this.#article = articleOf(body);
    this.#store = store;
    this.#suggestions = suggestions;
    this.#text = text;
    let { suggestionThreads } = store.get();
    this.#ends = [
      store.state.subscribe(() => {
        const now = store.get().suggestionThreads;
        if (now === suggestionThreads) return;
        suggestionThreads = now;
        this.#read();
      }),
      suggestions.all.subscribe(() => this.#read()),
    ];
    this.#read();
  }

  /** What a suggestion changes now. */
  wordsOf(suggestion: string): SuggestedWords {
    const placed = this.#suggestions.all.get().get(suggestion);
    const range = this.#suggestions.ranges.get(suggestion);
    const change = placed?.changes[0];
    const [before, after] =
      change?.type === "replaced"
        ? [change.before, change.after]
        : change?.type === "moved"
          ? [change.text, change.text]
          : [change?.type === "struck" ? change.text : "", change?.type === "inserted" ? change.text : ""];
    return { text: range ? this.#text.words(range, LONGEST_WORDS) : "", before, after };
  }

  destroy(): void {
    for (const end of this.#ends) end();
  }

  #read(): void {
    const { doc, suggestions } = this.#article;
    const open = this.#suggestions.all.get();
    const ids = [...this.#store.get().suggestionThreads.keys()];
    const isOpen = ids.filter((id) => open.has(id));
    const wasOpen = this.#open.get();
    if (isOpen.length !== wasOpen.length || isOpen.some((id, i) => id !== wasOpen[i])) this.#open.set(isOpen);
    const without = ids.filter((id) => {
      const begun = idOfKey(id);
      return !open.has(id) && begun !== null && isKnown(doc, { ...begun, length: 1 });
    });
    const stillOpen = new Set(without.length > 0 ? suggestions.open(new Set(without)).map(({ id }) => id) : []);
    const gone = without.filter((id) => !stillOpen.has(id));
    const before = this.#decided.get();
    const all = [...suggestions.decisions.values()];
    const decided = new Map(gone.map((id) => [id, all.filter(({ suggestion }) => suggestion === id)]));
    const isSame = ([id, decisions]: [string, readonly Decision[]]): boolean => {
      const known = before.get(id);
      return known?.length === decisions.length && decisions.every((one, i) => one === known[i]);
    };
    if (decided.size !== before.size || ![...decided].every(isSame)) this.#decided.set(decided);
  }
}

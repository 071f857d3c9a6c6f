import type { OpenArticlesNews, OpenBy } from "../../../shared/wire/feed.ts";

/** Always the same array, so that an unchanged value is the same object. */
const NOBODY: readonly OpenBy[] = [];

/** Who else has which article open, as the relay says. In memory only, and empty while the newsroom line is down. Rule SY35. */
export class OpenArticles {
  readonly #me: () => string;
  readonly #onChanged: (article: string) => void;
  /** Without articles that nobody has open. */
  readonly #open = new Map<string, readonly OpenBy[]>();

  /** @param me ID of this desk's member, who is left out. @param onChanged called when other people than before have an article open */
  constructor(me: () => string, onChanged: (article: string) => void) {
    this.#me = me;
    this.#onChanged = onChanged;
  }

  /** @returns the same array until it changes */
  by(article: string): readonly OpenBy[] {
    return this.#open.get(article) ?? NOBODY;
  }

  /** Takes what the relay says; with `all` nothing else is open. */
  take({ all, articles }: OpenArticlesNews): void {
    const told = new Set(articles.map(({ article }) => article));
    if (all) for (const article of this.#open.keys()) if (!told.has(article)) this.drop(article);
    for (const { article, members } of articles)
      this.#set(
        article,
        members.filter(({ id }) => id !== this.#me()),
      );
  }

  /** The member may no longer open the article, and is not told who closes it. */
  drop(article: string): void {
    this.#set(article, NOBODY);
  }

  /** The line is down: nobody is shown. */
  clear(): void {
    for (const article of this.#open.keys()) this.drop(article);
  }

  #set(article: string, members: readonly OpenBy[]): void {
    if (JSON.stringify(this.by(article)) === JSON.stringify(members)) return;
    if (members.length === 0) this.#open.delete(article);
    else this.#open.set(article, members);
    this.#onChanged(article);
  }
}

import { idOfKey } from "../../shared/article/model/character-id.ts";

const COLOR = /^#[0-9a-f]{3,8}$/i;
/** Of what nobody is known to have written. */
const NOBODY = "var(--muted)";

type ColorOf = (client: number, clock: number) => string;

/**
 * The colours of those who suggest. Decorations name a custom property of the author's Yjs client, which the page sets: when somebody
 * becomes known, nothing is drawn anew. Where the suggestions of one client have several authors, all but the first author's say
 * their colour themselves.
 */
export class SuggesterColors {
  #colorOf: ColorOf = () => "";
  /** By client the colour that its property has. */
  readonly #shown = new Map<number, string>();
  /** By suggestion what its decorations say. */
  readonly #said = new Map<string, string>();
  #page: HTMLElement | null = null;

  /** @param page the element above the text; null for none */
  showIn(page: HTMLElement | null): void {
    this.#page = page;
    for (const client of this.#shown.keys()) this.#set(client);
  }

  /** @returns the suggestions whose decorations have to say another colour */
  setPeople(colorOf: ColorOf): Set<string> {
    this.#colorOf = colorOf;
    const said = [...this.#said];
    this.#shown.clear();
    this.#said.clear();
    return new Set(said.flatMap(([id, before]) => (this.of(id) === before ? [] : [id])));
  }

  /** @returns a CSS colour for the decorations of a suggestion */
  of(suggestion: string): string {
    const known = this.#said.get(suggestion);
    if (known !== undefined) return known;
    const { client, clock } = idOfKey(suggestion)!;
    const given = this.#colorOf(client, clock);
    const color = COLOR.test(given) ? given : NOBODY;
    if (!this.#shown.has(client)) {
      this.#shown.set(client, color);
      this.#set(client);
    }
    const said = this.#shown.get(client) === color ? `var(${propertyOf(client)}, ${NOBODY})` : color;
    this.#said.set(suggestion, said);
    return said;
  }

  #set(client: number): void {
    this.#page?.style.setProperty(propertyOf(client), this.#shown.get(client)!);
  }
}

const propertyOf = (client: number): string => `--suggester-${client}`;

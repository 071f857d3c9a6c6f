import { mentionsIn, type Mention } from "../../../shared/notes/mention.ts";
import type { Member } from "../../../shared/roles.ts";
import { fold } from "../../../shared/text/fold.ts";
import { Store, type Readable } from "../../store/store.ts";

/** People who are offered at once. */
const MOST_OFFERED = 8;

/** Those who may enter the article: whom a message can name, and to whom a thread can be assigned. */
export class People {
  readonly #list = new Store<readonly Member[]>([]);
  readonly list: Readable<readonly Member[]> = this.#list;
  /** Who was chosen from the list, by name. */
  readonly #chosen = new Map<string, string>();
  #byId: ReadonlyMap<string, Member> = new Map();
  #onAsked: () => void = () => undefined;

  /** @param people in the order in which they are offered */
  set(people: readonly Member[]): void {
    this.#byId = new Map(people.map((person) => [person.id, person]));
    this.#list.set(people);
  }

  /** @param onAsked told when somebody is about to choose from the list */
  onAsked(onAsked: () => void): void {
    this.#onAsked = onAsked;
  }

  /** Somebody is about to choose from the list. */
  ask(): void {
    this.#onAsked();
  }

  find(id: string): Member | null {
    return this.#byId.get(id) ?? null;
  }

  /** People whose name, or a word of it, begins with what was typed, however it is spelled. */
  matching(typed: string): readonly Member[] {
    const ranked = this.#list.get().flatMap((person) => {
      const rank = partBeginningWith(person.name, typed);
      return rank === -1 ? [] : [{ person, rank: Math.min(rank, 1) }];
    });
    return ranked
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, MOST_OFFERED)
      .map(({ person }) => person);
  }

  /** Somebody was chosen: of several with this name, they are meant. */
  choose({ id, name }: Member): void {
    this.#chosen.set(name, id);
  }

  /** Whom a text names. */
  mentionsIn(text: string): readonly Mention[] {
    return mentionsIn(text, this.#list.get(), this.#chosen);
  }
}

const folded = (text: string): string => fold(text).replaceAll(/\s+/gu, " ");
const spaceless = (folded: string): string => folded.replaceAll(" ", "");

/**
 * Looks for what is typed at the start of a name, and of each word in it; a half-space or a hyphen parts words, too.
 * @returns which word begins with it, however it is spelled, and whether or not a space is typed where the name has a half-space; else -1
 */
export function partBeginningWith(name: string, typed: string): number {
  const wanted = folded(typed);
  // Behind a space nothing of the name's next word may be there yet.
  const loose = wanted.endsWith(" ") ? null : spaceless(wanted);
  return [...name.matchAll(WORD_START)].findIndex(({ index }) => {
    const rest = folded(name.slice(index));
    return rest.startsWith(wanted) || (loose !== null && spaceless(rest).startsWith(loose));
  });
}

const WORD_START = /(?<=^|[\s\u200c\p{Pd}])[^\s\u200c\p{Pd}]/gu;

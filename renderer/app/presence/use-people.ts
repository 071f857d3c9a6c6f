import { useEffect, useState } from "react";
import { Presences, type Presence } from "../../editor/index.ts";
import { sameFields } from "../../store/use-store.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";

/** The list is read again so many milliseconds after the first of some changes: presence changes with every caret. */
const READ_AFTER = 200;
/** More are not named. */
const MOST_PEOPLE = 200;

export type Person = Omit<Presence, "cursor" | "client">;

/**
 * The others who have this article open, each once, without this person's own windows: whoever is at work before whoever is idle or
 * away, and by name.
 */
export function usePeople({ awareness }: ArticleRooms, me: string): readonly Person[] {
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    const presences = new Presences(awareness);
    let timer: number | undefined;
    const read = () => {
      timer = undefined;
      const next = peopleOf(presences.members(), me);
      setPeople((known) => (isSame(known, next) ? known : next));
    };
    const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
      presences.changed([...added, ...updated], removed);
      timer ??= window.setTimeout(read, READ_AFTER);
    };
    read();
    awareness.on("change", onChange);
    return () => {
      window.clearTimeout(timer);
      awareness.off("change", onChange);
    };
  }, [awareness, me]);
  return people;
}

/** @param presences each member once, the latest to move first */
export function peopleOf(presences: readonly Presence[], me: string): Person[] {
  return presences
    .filter(({ member }) => member !== me)
    .slice(0, MOST_PEOPLE)
    .map(({ member, name, color, activity }) => ({ member, name, color, activity }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.member.localeCompare(b.member));
}

const rank = ({ activity }: Person): number => (activity === "away" ? 2 : activity === "idle" ? 1 : 0);

const isSame = (one: readonly Person[], other: readonly Person[]): boolean =>
  one.length === other.length && one.every((person, i) => sameFields(person, other[i]!));

import { useCallback, useMemo } from "react";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import type { Member } from "../../../shared/roles.ts";
import { fold } from "../../../shared/text/fold.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { Arrangement } from "../layout/arrangement.ts";
import type { MarginModel } from "../margin-model.ts";
import { suggestionOfNote } from "../suggestions/suggestion-note.ts";
import { wordsOf } from "../suggestions/words.ts";
import { speakerOf, type AuthorOf } from "../threads/author-of.ts";
import { foldedText, NoteSearch, SHOWN, type Shown } from "./note-filter.ts";

export interface ShownNotes {
  /** Open threads by ID, whatever the filter says. */
  readonly open: ReadonlyMap<string, Thread>;
  /** Notes of the column that filter and search leave, in the order of their texts. */
  readonly beside: readonly string[];
  readonly resolved: readonly Thread[];
  readonly orphans: readonly Thread[];
  /** How many notes each choice would show, of those that the search finds. */
  readonly counts: Readonly<Record<Shown, number>>;
}

interface Input {
  readonly model: MarginModel;
  readonly threads: readonly Thread[];
  readonly arrangement: Arrangement;
  /** IDs of the open suggestions. */
  readonly suggested: readonly string[];
  readonly active: string | null;
  readonly me: Member;
  readonly authorOf: AuthorOf;
  readonly suggesterOf: AuthorOf;
}

/** What the filter and the search leave of the notes (NO34, NO35). Nothing of it is computed while one types in the text. */
export function useShownNotes({ model, threads, arrangement, suggested, active, me, authorOf, suggesterOf }: Input): ShownNotes {
  const t = useText();
  const { shown, search } = useStore(model.filter.state);
  const unread = useStore(model.unread.counts);
  const wanted = useMemo(() => new NoteSearch(search), [search]);
  const findsThread = useCallback(
    (thread: Thread): boolean =>
      wanted.isEmpty ||
      wanted.finds(
        [foldedText(thread), ...thread.messages.map(({ client, clock }) => fold(speakerOf(authorOf(client, clock))?.name ?? ""))].join(
          "\n",
        ),
      ),
    [wanted, authorOf],
  );
  const byKind = useMemo(() => {
    const open = new Map(threads.flatMap((thread) => (thread.resolved ? [] : [[thread.id, thread] as const])));
    const isMine = ({ messages, assigned }: Thread): boolean =>
      assigned?.to.member === me.id || messages.some(({ client, clock }) => speakerOf(authorOf(client, clock))?.id === me.id);
    const isMentioned = ({ messages }: Thread): boolean => messages.some(({ mentions }) => mentions.some(({ member }) => member === me.id));
    const found = [...open.values()].filter(findsThread);
    const ids = (list: readonly Thread[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));
    const kinds: Readonly<Record<Shown, ReadonlySet<string>>> = {
      open: ids(found),
      mine: ids(found.filter(isMine)),
      mentions: ids(found.filter(isMentioned)),
      unread: ids(found.filter(({ id }) => unread.has(id))),
      suggestions: new Set(),
    };
    return { open, kinds };
  }, [threads, unread, findsThread, authorOf, me]);
  const suggestions = useMemo(() => {
    const placed = model.suggestions.all.get();
    const isMine = (id: string): boolean => {
      const author = idOfKey(id);
      return author !== null && suggesterOf(author.client, author.clock).member?.id === me.id;
    };
    const finds = (id: string): boolean =>
      wanted.isEmpty || wanted.finds(fold((placed.get(id)?.changes ?? []).map((change) => wordsOf(change, t)).join("\n")));
    const found = suggested.filter(finds);
    return { all: new Set(found), mine: new Set(found.filter(isMine)) };
  }, [model, suggested, suggesterOf, me, wanted, t]);
  return useMemo(() => {
    const { open, kinds } = byKind;
    const showsSuggestion: Readonly<Record<Shown, ReadonlySet<string> | null>> = {
      open: suggestions.all,
      mine: suggestions.mine,
      mentions: null,
      unread: null,
      suggestions: suggestions.all,
    };
    const beside = arrangement.beside.filter((id) => {
      const suggestion = suggestionOfNote(id);
      // The active one stays when it is of another kind by now, as one that was just read.
      if (suggestion !== null) return (id === active ? suggestions.all : showsSuggestion[shown])?.has(suggestion) === true;
      return kinds[id === active ? "open" : shown].has(id);
    });
    const counts = Object.fromEntries(SHOWN.map((one) => [one, kinds[one].size])) as Record<Shown, number>;
    return {
      open,
      beside,
      resolved: threads.filter((thread) => thread.resolved && findsThread(thread)),
      orphans: [...open.values()].filter((thread) => arrangement.orphans.has(thread.id) && findsThread(thread)),
      counts: { ...counts, suggestions: suggestions.all.size },
    };
  }, [byKind, suggestions, arrangement, active, shown, threads, findsThread]);
}

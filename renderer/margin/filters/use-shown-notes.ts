import { useCallback, useMemo } from "react";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import type { ProposalState } from "../../../shared/notes/proposal-state.ts";
import { suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import type { Member } from "../../../shared/roles.ts";
import { fold } from "../../../shared/text/fold.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { Arrangement } from "../layout/arrangement.ts";
import type { MarginModel } from "../margin-model.ts";
import { isOpenIn } from "../proposals/proposal-states.ts";
import { wordsOf } from "../suggestions/words.ts";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";
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
  /** By the suggestion that each is about. */
  readonly suggestionThreads: ReadonlyMap<string, Thread>;
  /** What has become of proposals, by thread. */
  readonly proposals: ReadonlyMap<string, ProposalState>;
  /** Suggestions that are decided, of which there is a thread. */
  readonly decided: ReadonlyMap<string, unknown>;
  readonly arrangement: Arrangement;
  /** IDs of the open suggestions. */
  readonly suggested: readonly string[];
  readonly active: string | null;
  readonly me: Member;
  readonly authorOf: AuthorOf;
  readonly suggesterOf: AuthorOf;
}

/** What the filter and the search leave of the notes (NO34, NO35). Nothing of it is computed while one types in the text. */
export function useShownNotes(input: Input): ShownNotes {
  const { model, threads, suggestionThreads, proposals, decided, arrangement, suggested, active, me, authorOf, suggesterOf } = input;
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
    const open = new Map(threads.flatMap((thread) => (isOpenIn(proposals, thread) ? [[thread.id, thread] as const] : [])));
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
    /** Suggestions of which something was written that is of a kind. */
    const writtenOf = (holds: (thread: Thread) => boolean): ReadonlySet<string> =>
      new Set([...suggestionThreads].flatMap(([id, thread]) => (findsThread(thread) && holds(thread) ? id : [])));
    return {
      open,
      kinds,
      mine: writtenOf(isMine),
      mentioned: writtenOf(isMentioned),
      unreadOf: writtenOf(({ id }) => unread.has(id)),
      found: writtenOf(() => true),
    };
  }, [threads, suggestionThreads, proposals, unread, findsThread, authorOf, me]);
  const suggestions = useMemo(() => {
    const placed = model.suggestions.all.get();
    const authorOf = (id: string) => {
      const author = idOfKey(id);
      return author && speakerOf(suggesterOf(author.client, author.clock));
    };
    const isMine = (id: string): boolean => authorOf(id)?.id === me.id || byKind.mine.has(id);
    const finds = (id: string): boolean =>
      wanted.isEmpty ||
      wanted.finds(fold([authorOf(id)?.name ?? "", ...(placed.get(id)?.changes ?? []).map((change) => wordsOf(change, t))].join("\n")));
    const found = suggested.filter((id) => finds(id) || byKind.found.has(id));
    const of = (kind: ReadonlySet<string>): ReadonlySet<string> => new Set(suggested.filter((id) => kind.has(id)));
    return { all: new Set(found), mine: new Set(found.filter(isMine)), mentions: of(byKind.mentioned), unread: of(byKind.unreadOf) };
  }, [model, suggested, suggesterOf, me, wanted, t, byKind]);
  return useMemo(() => {
    const { open, kinds } = byKind;
    const showsSuggestion: Readonly<Record<Shown, ReadonlySet<string>>> = {
      open: suggestions.all,
      mine: suggestions.mine,
      mentions: suggestions.mentions,
      unread: suggestions.unread,
      suggestions: suggestions.all,
    };
    const beside = arrangement.beside.filter((id) => {
      const suggestion = suggestionOfNote(id);
      // The active one stays when it is of another kind by now, as one that was just read.
      if (suggestion !== null) return (id === active ? suggestions.all : showsSuggestion[shown]).has(suggestion);
      return kinds[id === active ? "open" : shown].has(id);
    });
    const counts = Object.fromEntries(SHOWN.map((one) => [one, kinds[one].size + showsSuggestion[one].size])) as Record<Shown, number>;
    return {
      open,
      beside,
      resolved: [
        ...threads.filter((thread) => !open.has(thread.id) && findsThread(thread)),
        ...[...decided.keys()].flatMap((id) => suggestionThreads.get(id) ?? []).filter(findsThread),
      ],
      orphans: [...open.values()].filter((thread) => arrangement.orphans.has(thread.id) && findsThread(thread)),
      counts,
    };
  }, [byKind, suggestions, arrangement, active, shown, threads, suggestionThreads, decided, findsThread]);
}

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { Button } from "react-aria-components";
import type { Member } from "../../shared/roles.ts";
import type { Thread } from "../../shared/notes/thread.ts";
import { useText } from "../i18n/text.tsx";
import { useNow } from "../i18n/use-now.ts";
import { afterFirstFrame } from "../layout/after-first-frame.ts";
import { useSelected, useStore } from "../store/use-store.ts";
import type { Placed } from "../suggestions/index.ts";
import { ErrorBoundary } from "../theme/error-boundary.tsx";
import { DownIcon } from "../theme/icons.tsx";
import { speakerOf, type AuthorOf } from "../../shared/notes/author-of.ts";
import { sameAuthorBy } from "./threads/same-author.ts";
import { COMPOSER } from "./layout/column-layout.ts";
import { FilterBar } from "./filters/filter-bar.tsx";
import type { ListName } from "./filters/note-filter.ts";
import { useShownNotes } from "./filters/use-shown-notes.ts";
import { Column } from "./cards/column.tsx";
import { Flow } from "./cards/flow.tsx";
import { Composer } from "./cards/composer.tsx";
import { useFocusActive, useKeepFocus } from "./cards/keep-focus.ts";
import { SpokenStep } from "./cards/spoken-step.tsx";
import "./margin.css";
import "./proposals/proposals.css";
import type { MarginModel } from "./margin-model.ts";
import { replacementOf, replyTo, wordingOf } from "./margin-store.ts";
import { NoteList } from "./cards/note-list.tsx";
import type { Rights } from "./cards/conversation.tsx";
import { ThreadCard } from "./cards/thread-card.tsx";
import { SuggestionCard, type SuggestionCardProps } from "./suggestions/suggestion-card.tsx";
import { suggestionOfNote } from "../../shared/notes/suggestion-note.ts";
import { SuggestionsMenu } from "./suggestions/suggestions-menu.tsx";

export interface MarginProps {
  readonly model: MarginModel;
  readonly me: Member;
  readonly mayComment: boolean;
  readonly mayEdit: boolean;
  /** Whether they accept and refuse suggestions. */
  readonly mayDecide: boolean;
  readonly authorOf: AuthorOf;
  /** Who suggested what. */
  readonly suggesterOf: AuthorOf;
  /** The notes are there, or will not be: until then nothing is drawn. */
  readonly isLoaded: boolean;
  /** It stands over the text instead of beside it: its notes are one list, in the order of their texts. */
  readonly isSheet: boolean;
  /** It can be seen. */
  readonly isOpen: boolean;
}

/** A collapsed note does not render again for what is typed in another. */
const NO_FIELDS: ReadonlyMap<string, string> = new Map();

const idsIn = (suggestions: ReadonlyMap<string, Placed>): readonly string[] => [...suggestions.keys()];
const isSameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, i) => id === b[i]);

/** A card renders again when its own suggestion changes (UI1). */
function OneSuggestion({ suggestion, ...rest }: Omit<SuggestionCardProps, "suggestion"> & { readonly suggestion: string }) {
  const read = useCallback((all: ReadonlyMap<string, Placed>) => all.get(suggestion), [suggestion]);
  const placed = useSelected(rest.model.suggestions.all, read);
  return placed && <SuggestionCard suggestion={placed} {...rest} />;
}

/** The margin of an article. Its text comes first: the notes are read and drawn when that is on screen (SU46). */
export function Margin(props: MarginProps) {
  const { model, authorOf } = props;
  const t = useText();
  useLayoutEffect(() => model.setAuthors(sameAuthorBy(authorOf)), [model, authorOf]);
  const margin = useRef<HTMLElement>(null);
  /** The one whose text is on screen. */
  const [begun, setBegun] = useState<MarginModel | null>(null);
  useEffect(() => afterFirstFrame(() => setBegun(model)), [model]);
  useKeepFocus(margin, model);
  const onKeyDown = (event: KeyboardEvent) => {
    const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === "KeyZ";
    if (event.target instanceof HTMLTextAreaElement) return;
    if (undoes && (model.commands.undoRemove() || model.proposalCommands.undo() || model.suggestionCommands.undo())) event.preventDefault();
    else if (event.key === "Escape") {
      if (model.filter.state.get().list) model.filter.openList(null);
      model.commands.leave();
    }
  };
  return (
    // The margin takes keys for the notes in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside className="margin" ref={margin} aria-label={t("margin.name")} tabIndex={-1} data-region="margin" onKeyDown={onKeyDown}>
      {begun === model && props.isLoaded && <Notes {...props} margin={margin} />}
    </aside>
  );
}

interface NotesProps extends Omit<MarginProps, "isLoaded"> {
  readonly margin: RefObject<HTMLElement | null>;
}

/** Which notes are shown, and the column of those beside the text. */
function Notes({ model, me, mayComment, mayEdit, mayDecide, authorOf, suggesterOf, isSheet, isOpen, margin }: NotesProps) {
  const t = useText();
  const { threads, suggestionThreads, active, composer: written, fields, removed } = useStore(model.state);
  const proposals = useStore(model.proposals.all);
  const decided = useStore(model.suggestionThreads.decided);
  const suggested = useSelected(model.suggestions.all, idsIn, isSameList);
  const arrangement = useStore(model.layout.arrangement);
  const composer = mayComment ? written : null;
  const now = useNow();
  const { list } = useStore(model.filter.state);
  const setList = (one: ListName | null) => model.filter.openList(one);
  const rights = useMemo<Rights>(() => ({ me, mayComment, mayEdit, mayDecide }), [me, mayComment, mayEdit, mayDecide]);
  useLayoutEffect(
    () => model.showProposals(proposals, (client, clock) => speakerOf(authorOf(client, clock))?.color ?? ""),
    [model, authorOf, proposals],
  );
  useFocusActive(margin, active);

  useLayoutEffect(() => {
    model.unread.setOwn(({ client, clock }) => speakerOf(authorOf(client, clock))?.id === me.id);
  }, [model, authorOf, me]);
  const notes = useShownNotes({
    model,
    threads,
    suggestionThreads,
    proposals,
    decided,
    arrangement,
    suggested,
    active,
    me,
    authorOf,
    suggesterOf,
  });
  const { open, beside, resolved, orphans } = notes;
  const above = arrangement.draft?.above ?? null;
  const ids = useMemo(() => {
    if (!composer) return beside;
    const rest = above === null ? -1 : arrangement.beside.indexOf(above);
    const below = new Set(rest === -1 ? [] : arrangement.beside.slice(rest));
    const at = arrangement.draft ? beside.findIndex((id) => below.has(id)) : 0;
    return beside.toSpliced(at === -1 ? beside.length : at, 0, COMPOSER);
  }, [arrangement, above, beside, composer]);

  const shared = { model, rights, authorOf, suggesterOf, now };
  /** What is being written in a note. */
  const writing = (note: string, thread: Thread | undefined) => ({
    active: note === active,
    fields: note === active ? fields : NO_FIELDS,
    unposted:
      [replyTo(note), replacementOf(note)].some((field) => fields.has(field)) ||
      (thread?.messages.some(({ id }) => fields.has(wordingOf(id))) ?? false),
    removed: removed?.thread === note ? removed.message : null,
  });
  const card = (thread: Thread, withQuote: boolean) => (
    <ErrorBoundary part="note" key={thread.id}>
      <ThreadCard {...shared} {...writing(thread.id, thread)} thread={thread} withQuote={withQuote} />
    </ErrorBoundary>
  );
  const note = (id: string) => {
    const thread = open.get(id);
    if (thread) return card(thread, false);
    const suggestion = suggestionOfNote(id);
    if (suggestion !== null) {
      return (
        <ErrorBoundary part="note">
          <OneSuggestion
            {...shared}
            {...writing(id, suggestionThreads.get(suggestion))}
            suggestion={suggestion}
            thread={suggestionThreads.get(suggestion)}
          />
        </ErrorBoundary>
      );
    }
    return id === COMPOSER && composer && <Composer model={model} composer={composer} words={arrangement.draft?.words ?? null} />;
  };
  const lists: readonly (readonly [ListName, readonly Thread[]])[] = [
    ["resolved", resolved],
    ["orphans", orphans],
  ];
  const shown = list && lists.find(([name]) => name === list)![1];
  return (
    <>
      <SpokenStep model={model} margin={margin} />
      <div className="margin-head">
        {(threads.length + resolved.length > 0 || suggested.length > 0) && (
          <FilterBar model={model} notes={notes}>
            {lists.map(
              ([name, { length }]) =>
                length > 0 && (
                  <Button key={name} aria-expanded={list === name} onPress={() => setList(list === name ? null : name)}>
                    {t(`margin.filter.${name}`, { count: length })}
                    <DownIcon />
                  </Button>
                ),
            )}
          </FilterBar>
        )}
        {suggested.length > 0 && <SuggestionsMenu {...{ model, suggested, mayDecide }} authorOf={suggesterOf} />}
        {threads.length === 0 && suggested.length === 0 && !composer && mayComment && <p className="margin-empty">{t("margin.empty")}</p>}
        {list && shown && shown.length > 0 && (
          <NoteList
            key={list}
            name={t(`margin.filter.${list}`, { count: shown.length })}
            hint={list === "orphans" ? t("margin.orphans.why") : null}
            threads={shown}
            active={active}
            card={(thread) => card(thread, true)}
            onAttach={list === "orphans" && mayComment ? (id) => model.commands.reattach(id) : null}
            mayAttach={({ proposal, messages: [{ client, clock }] }) => !proposal || authorOf(client, clock).member?.id === me.id}
          />
        )}
      </div>
      {isSheet ? (
        <Flow model={model} ids={ids} active={active} isOpen={isOpen} note={note} />
      ) : (
        <Column model={model} ids={ids} note={note} />
      )}
    </>
  );
}

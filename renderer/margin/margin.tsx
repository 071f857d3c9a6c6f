import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "react-aria-components";
import type { Member } from "../../shared/roles.ts";
import { idOfKey } from "../../shared/article/model/character-id.ts";
import type { Thread } from "../../shared/notes/thread.ts";
import { useText } from "../i18n/text.tsx";
import { useNow } from "../i18n/use-now.ts";
import { useSelected, useStore } from "../store/use-store.ts";
import type { Placed } from "../suggestions/index.ts";
import { ErrorBoundary } from "../theme/error-boundary.tsx";
import { DownIcon } from "../theme/icons.tsx";
import type { AuthorOf } from "./threads/author-of.ts";
import { sameAuthorBy } from "./threads/same-author.ts";
import { COMPOSER } from "./layout/column-layout.ts";
import { Column } from "./cards/column.tsx";
import { Flow } from "./cards/flow.tsx";
import { Composer } from "./cards/composer.tsx";
import { useFocusActive, useKeepFocus } from "./cards/keep-focus.ts";
import "./margin.css";
import type { MarginModel } from "./margin-model.ts";
import { replyTo, wordingOf } from "./margin-store.ts";
import { NoteList } from "./cards/note-list.tsx";
import { ThreadCard, type Rights } from "./cards/thread-card.tsx";
import { SuggestionCard, type SuggestionCardProps } from "./suggestions/suggestion-card.tsx";
import { suggestionOfNote } from "./suggestions/suggestion-note.ts";
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
  /** It stands over the text instead of beside it: its notes are one list, in the order of their texts. */
  readonly isSheet: boolean;
  /** It can be seen. */
  readonly isOpen: boolean;
}

/** A collapsed note does not render again for what is typed in another. */
const NO_FIELDS: ReadonlyMap<string, string> = new Map();

type ListName = "resolved" | "orphans";

const idsIn = (suggestions: ReadonlyMap<string, Placed>): readonly string[] => [...suggestions.keys()];
const isSameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, i) => id === b[i]);

/** A card renders again when its own suggestion changes (UI1). */
function OneSuggestion({ suggestion, ...rest }: Omit<SuggestionCardProps, "suggestion"> & { readonly suggestion: string }) {
  const read = useCallback((all: ReadonlyMap<string, Placed>) => all.get(suggestion), [suggestion]);
  const placed = useSelected(rest.model.suggestions.all, read);
  return placed && <SuggestionCard suggestion={placed} {...rest} />;
}

/** The margin: which notes are shown, and the column of those beside the text. */
export function Margin({ model, me, mayComment, mayEdit, mayDecide, authorOf, suggesterOf, isSheet, isOpen }: MarginProps) {
  const t = useText();
  const { threads, active, composer: written, fields, removed } = useStore(model.state);
  const suggested = useSelected(model.suggestions.all, idsIn, isSameList);
  const arrangement = useStore(model.layout.arrangement);
  const composer = mayComment ? written : null;
  const now = useNow();
  const margin = useRef<HTMLElement>(null);
  const [mine, setMine] = useState(false);
  const [list, setList] = useState<ListName | null>(null);
  const rights = useMemo<Rights>(() => ({ me, mayComment, mayEdit }), [me, mayComment, mayEdit]);
  useLayoutEffect(() => model.setAuthors(sameAuthorBy(authorOf)), [model, authorOf]);
  useKeepFocus(margin, model);
  useFocusActive(margin, active);

  const isMine = useCallback(
    (thread: Thread) => thread.messages.some((message) => authorOf(message.client, message.clock).member?.id === me.id),
    [authorOf, me],
  );
  const { open, own, resolved, orphans } = useMemo(() => {
    const open = new Map(threads.flatMap((thread) => (thread.resolved ? [] : [[thread.id, thread] as const])));
    return {
      open,
      own: new Set([...open.values()].filter(isMine).map(({ id }) => id)),
      resolved: threads.filter((thread) => thread.resolved),
      orphans: [...open.values()].filter(({ id }) => arrangement.orphans.has(id)),
    };
  }, [threads, arrangement, isMine]);
  const above = arrangement.draft?.above ?? null;
  const ids = useMemo(() => {
    const isSuggested = new Set(suggested);
    const isMine = (suggestion: string): boolean => {
      const id = idOfKey(suggestion);
      return id !== null && suggesterOf(id.client, id.clock).member?.id === me.id;
    };
    const beside = arrangement.beside.filter((id) => {
      const suggestion = suggestionOfNote(id);
      if (suggestion !== null) return isSuggested.has(suggestion) && (!mine || isMine(suggestion));
      return open.has(id) && (!mine || own.has(id));
    });
    if (!composer) return beside;
    const rest = above === null ? -1 : arrangement.beside.indexOf(above);
    const below = new Set(rest === -1 ? [] : arrangement.beside.slice(rest));
    const at = arrangement.draft ? beside.findIndex((id) => below.has(id)) : 0;
    return beside.toSpliced(at === -1 ? beside.length : at, 0, COMPOSER);
  }, [arrangement, above, open, own, mine, composer, suggested, suggesterOf, me]);

  const card = (thread: Thread, withQuote: boolean) => (
    <ErrorBoundary part="note" key={thread.id}>
      <ThreadCard
        {...{ model, thread, rights, authorOf, withQuote, now }}
        active={thread.id === active}
        fields={thread.id === active ? fields : NO_FIELDS}
        unposted={fields.has(replyTo(thread.id)) || thread.messages.some(({ id }) => fields.has(wordingOf(id)))}
        removed={removed?.thread === thread.id ? removed.message : null}
      />
    </ErrorBoundary>
  );
  const note = (id: string) => {
    const thread = open.get(id);
    if (thread) return card(thread, false);
    const suggestion = suggestionOfNote(id);
    if (suggestion !== null) {
      return (
        <ErrorBoundary part="note">
          <OneSuggestion {...{ model, suggestion, now }} active={id === active} mayDecide={mayDecide} authorOf={suggesterOf} />
        </ErrorBoundary>
      );
    }
    return id === COMPOSER && composer && <Composer model={model} composer={composer} words={arrangement.draft?.words ?? null} />;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === "KeyZ";
    if (event.target instanceof HTMLTextAreaElement) return;
    if (undoes && (model.commands.undoRemove() || model.suggestionCommands.undo())) event.preventDefault();
    else if (event.key === "Escape") {
      if (list) setList(null);
      model.commands.leave();
    }
  };
  const lists: readonly (readonly [ListName, readonly Thread[]])[] = [
    ["resolved", resolved],
    ["orphans", orphans],
  ];
  const shown = list && lists.find(([name]) => name === list)![1];
  return (
    // The margin takes keys for the notes in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside className="margin" ref={margin} aria-label={t("margin.name")} tabIndex={-1} data-region="margin" onKeyDown={onKeyDown}>
      <div className="margin-head">
        {threads.length > 0 && (
          <fieldset className="margin-filters" aria-label={t("margin.filters")}>
            <Button aria-pressed={!mine} onPress={() => setMine(false)}>
              {t("margin.filter.open", { count: open.size })}
            </Button>
            <Button aria-pressed={mine} onPress={() => setMine(true)}>
              {t("margin.filter.mine", { count: own.size })}
            </Button>
            {lists.map(
              ([name, { length }]) =>
                length > 0 && (
                  <Button key={name} aria-expanded={list === name} onPress={() => setList(list === name ? null : name)}>
                    {t(`margin.filter.${name}`, { count: length })}
                    <DownIcon />
                  </Button>
                ),
            )}
          </fieldset>
        )}
        {suggested.length > 0 && <SuggestionsMenu {...{ model, suggested, mayDecide }} authorOf={suggesterOf} />}
        {threads.length === 0 && suggested.length === 0 && !composer && mayComment && <p className="margin-empty">{t("margin.empty")}</p>}
        {list && shown && shown.length > 0 && (
          <NoteList
            key={list}
            name={t(`margin.filter.${list}`, { count: shown.length })}
            hint={list === "orphans" ? t("margin.orphans.why") : null}
            threads={shown}
            card={(thread) => card(thread, true)}
            onAttach={list === "orphans" && mayComment ? (id) => model.commands.reattach(id) : null}
          />
        )}
      </div>
      {isSheet ? (
        <Flow model={model} ids={ids} active={active} isOpen={isOpen} note={note} />
      ) : (
        <Column model={model} ids={ids} note={note} />
      )}
    </aside>
  );
}

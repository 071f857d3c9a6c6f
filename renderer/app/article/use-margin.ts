import { useEffect, useLayoutEffect, useMemo } from "react";
import type { Status } from "../../../shared/status.ts";
import { useSelected, useStore } from "../../store/use-store.ts";
import type { SuggestingMode } from "../../suggestions/index.ts";
import { createMargin, draftsIn, type MarginModel, type MarginState } from "../../margin/index.ts";
import { coreReadMarks } from "./core-read-marks.ts";
import type { Documents } from "./documents.ts";
import { linkTo } from "./note-link.ts";
import { useCore } from "../core/context.tsx";

/** One model for as long as the article is open: another one would create another view, without caret and undo history. */
export function useMargin(
  rooms: Documents,
  member: string,
  mayComment: boolean,
  mayDecide: boolean,
  onError: (error: unknown) => void,
): MarginModel {
  const { client } = useCore();
  const margin = useMemo(
    () =>
      createMargin({
        body: rooms.body,
        notes: rooms.notes,
        drafts: draftsIn(() => localStorage, rooms.id, member),
        marks: coreReadMarks(client, rooms.id, onError),
        me: member,
        linkTo: (thread) => linkTo(location.href, rooms.id, thread),
      }),
    [client, rooms, member, onError],
  );
  useLayoutEffect(() => margin.commands.allow(mayComment), [margin, mayComment]);
  useLayoutEffect(() => {
    margin.suggestionCommands.allow(mayDecide);
    margin.proposalCommands.allow(mayDecide);
  }, [margin, mayDecide]);
  useEffect(() => () => margin.destroy(), [margin]);
  return margin;
}

/**
 * @param key of what is remembered; null for whoever may not write
 * @param requiredFrom the status from which they only suggest, where they do in this article
 * @param isDraft whether a draft is shown, in which all is suggested and nothing else can be chosen
 * @returns whether one suggests
 */
export function useSuggesting(
  margin: MarginModel,
  mode: SuggestingMode,
  key: string | null,
  requiredFrom: Status | null,
  isDraft: boolean,
): boolean {
  useLayoutEffect(() => {
    mode.follow(key, requiredFrom);
    return () => mode.follow(null);
  }, [mode, key, requiredFrom]);
  const isChosen = useStore(mode.isOn);
  const isOn = isChosen || isDraft;
  useLayoutEffect(() => margin.suggestions.suggest(isOn), [margin, isOn]);
  return isOn;
}

const readDrafting = ({ composer }: MarginState): boolean => composer?.left === false;

/**
 * Follows whether this person writes in the composer now.
 * @param onDraft called when they begin, to show the margin
 */
export function useDrafting(margin: MarginModel, onDraft: () => void): boolean {
  const drafting = useSelected(margin.state, readDrafting);
  useEffect(() => {
    if (drafting) onDraft();
  }, [drafting, onDraft]);
  return drafting;
}

import { useCallback } from "react";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import type { AboutSuggestion } from "../../../shared/notes/thread.ts";
import { useText, type Text } from "../../i18n/text.tsx";
import { useSelected } from "../../store/use-store.ts";
import { idOfDecision } from "../credited.ts";
import type { MarginModel } from "../margin-model.ts";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";
import type { Decided } from "./suggestion-threads.ts";
import { wordsOf } from "./words.ts";

/** What a suggestion changed, in words of the interface. */
export function suggestionWords({ words: { text, before, after } }: AboutSuggestion, t: Text): string {
  if (before !== "" && before === after) return wordsOf({ type: "moved", text: after }, t);
  if (before !== "" && after !== "") return wordsOf({ type: "replaced", before, after }, t);
  if (before !== "" || after !== "") return wordsOf({ type: after === "" ? "struck" : "inserted", text: before + after }, t);
  return `«${text}»`;
}

interface Props {
  readonly model: MarginModel;
  readonly about: AboutSuggestion;
  /** Who wrote what in the text: who decided. */
  readonly suggesterOf: AuthorOf;
}

/** What a thread was about whose suggestion is decided, and what was decided, by whom (NO61). */
export function DecidedSuggestion({ model, about, suggesterOf }: Props) {
  const t = useText();
  const read = useCallback((decided: Decided) => decided.get(about.id), [about.id]);
  const decisions = useSelected(model.suggestionThreads.decided, read);
  const words = suggestionWords(about, t);
  const lines = (decisions ?? []).map(({ key, verdict }) => {
    const { client, clock } = idOfKey(idOfDecision(key))!;
    const name = speakerOf(suggesterOf(client, clock))?.name ?? t("margin.unknown");
    return t(verdict === "accepted" ? "proposals.accepted.by" : "proposals.refused.by", { name });
  });
  return (
    <>
      <blockquote className="margin-quote">{words}</blockquote>
      {decisions &&
        [...new Set(lines.length > 0 ? lines : [t("proposals.noMore")])].map((line) => (
          <p className="proposal-line" key={line}>
            {line}
          </p>
        ))}
    </>
  );
}

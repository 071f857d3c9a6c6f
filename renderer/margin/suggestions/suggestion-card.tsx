import { memo } from "react";
import { Button } from "react-aria-components";
import { detectDirection } from "../../../shared/text/direction.ts";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import { listOf } from "../../i18n/list-of.ts";
import { LOCALES, useLanguage, useText } from "../../i18n/text.tsx";
import type { Placed } from "../../suggestions/index.ts";
import { AcceptIcon, RefuseIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { Who } from "../cards/who.tsx";
import type { MarginModel } from "../margin-model.ts";
import { speakerOf, type AuthorOf } from "../threads/author-of.ts";
import { noteOfSuggestion } from "./suggestion-note.ts";
import { wordsOf } from "./words.ts";

export interface SuggestionCardProps {
  readonly model: MarginModel;
  readonly suggestion: Placed;
  readonly active: boolean;
  readonly mayDecide: boolean;
  readonly authorOf: AuthorOf;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One suggestion: who made it and when, what it changes, and the buttons to accept and to refuse it (SU33, SU34). */
export const SuggestionCard = memo(function SuggestionCard({ model, suggestion, active, mayDecide, authorOf, now }: SuggestionCardProps) {
  const t = useText();
  const locale = LOCALES[useLanguage()];
  const { id, at, changes } = suggestion;
  const author = idOfKey(id)!;
  const name = speakerOf(authorOf(author.client, author.clock))?.name ?? t("margin.unknown");
  const lines = changes.map((change) => wordsOf(change, t));
  const note = noteOfSuggestion(id);
  return (
    <article
      className="margin-note margin-suggestion"
      tabIndex={-1}
      data-card={note}
      data-active={active || undefined}
      aria-label={t("suggestions.card", { name, changes: listOf(lines, locale) })}
      aria-current={active || undefined}
    >
      <button type="button" className="margin-fold" onClick={() => model.activeNote.reveal(note)}>
        <Who written={{ ...author, at }} authorOf={authorOf} now={now} />
        {lines.map((line, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- Two may be the same, and none has a state.
          <span key={i} className="margin-text" dir={detectDirection(line) ?? "auto"}>
            {line}
          </span>
        ))}
      </button>
      {mayDecide && (
        <div className="margin-decide">
          <Tip name={t("suggestions.accept")} keys="Alt+Shift+Enter">
            <Button
              className="app-button app-quiet"
              aria-label={t("suggestions.accept")}
              aria-keyshortcuts="Alt+Shift+Enter"
              onPress={() => model.suggestionCommands.decide("accepted", id)}
            >
              <AcceptIcon />
            </Button>
          </Tip>
          <Tip name={t("suggestions.refuse")} keys="Alt+Shift+Delete">
            <Button
              className="app-button app-quiet"
              aria-label={t("suggestions.refuse")}
              aria-keyshortcuts="Alt+Shift+Delete"
              onPress={() => model.suggestionCommands.decide("refused", id)}
            >
              <RefuseIcon />
            </Button>
          </Tip>
        </div>
      )}
    </article>
  );
});

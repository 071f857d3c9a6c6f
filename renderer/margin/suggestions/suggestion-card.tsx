import { memo } from "react";
import { Button } from "react-aria-components";
import type { Verdict } from "../../../shared/article/identity/suggestion-records.ts";
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
import { noteOfSuggestion } from "../../../shared/notes/suggestion-note.ts";
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
          <Decide model={model} suggestion={id} verdict="accepted" />
          <Decide model={model} suggestion={id} verdict="refused" />
        </div>
      )}
    </article>
  );
});

const BUTTONS = {
  accepted: { name: "suggestions.accept", keys: "Alt+Shift+Enter", Icon: AcceptIcon },
  refused: { name: "suggestions.refuse", keys: "Alt+Shift+Delete", Icon: RefuseIcon },
} as const;

interface DecideProps {
  readonly model: MarginModel;
  readonly suggestion: string;
  readonly verdict: Verdict;
}

function Decide({ model, suggestion, verdict }: DecideProps) {
  const t = useText();
  const { name, keys, Icon } = BUTTONS[verdict];
  return (
    <Tip name={t(name)} keys={keys}>
      <Button
        className="app-button app-quiet"
        aria-label={t(name)}
        aria-keyshortcuts={keys}
        onPress={() => model.suggestionCommands.decide(verdict, suggestion)}
      >
        <Icon />
      </Button>
    </Tip>
  );
}

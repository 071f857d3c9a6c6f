import { memo, useRef } from "react";
import { useText, type Text } from "../i18n/text.tsx";
import type { IgnoredWhere } from "./ignored.ts";
import type { PlacedFinding } from "./placed-finding.ts";

type Row = Element | null;

/** What one can do with a finding of the list; the same object at each render. */
export interface RowActions {
  readonly onShow: (finding: PlacedFinding) => void;
  readonly onAccept: (finding: PlacedFinding, row: Row) => void;
  readonly onSuggest: (finding: PlacedFinding) => void;
  readonly onIgnore: (finding: PlacedFinding, where: IgnoredWhere | "newsroom", row: Row) => void;
}

interface Props {
  readonly finding: PlacedFinding;
  readonly actions: RowActions;
  readonly mayIgnoreForAll: boolean;
}

/**
 * One finding of the list. It renders again only when the finding is another one: hundreds stand in a list that changes as one types.
 * Its buttons are the browser's own, which take a tenth of the time of the others.
 */
export const FindingRow = memo(function FindingRow({ finding, actions, mayIgnoreForAll }: Props) {
  const t = useText();
  const row = useRef<HTMLLIElement>(null);
  const isMisspelt = finding.kind === "spelling";
  return (
    <li className="app-listed" ref={row} tabIndex={-1} aria-label={nameOf(finding, t)}>
      <button type="button" className="style-words" onClick={() => actions.onShow(finding)} title={t("style.show")}>
        {isMisspelt ? (
          <bdi className="style-suggested">{finding.words}</bdi>
        ) : (
          <>
            <del dir="auto">{shown(finding.words)}</del>
            <span aria-hidden="true" className="style-becomes" />
            <ins dir="auto">{shown(finding.mended)}</ins>
          </>
        )}
      </button>
      {isMisspelt ? (
        <button
          type="button"
          className="app-button"
          aria-label={t("style.suggest.of", { words: finding.words })}
          onClick={() => actions.onSuggest(finding)}
        >
          {t("style.suggest")}
        </button>
      ) : (
        <button type="button" className="app-button" onClick={() => actions.onAccept(finding, row.current)}>
          {t("style.accept")}
        </button>
      )}
      <button type="button" className="app-button style-plain" onClick={() => actions.onIgnore(finding, "here", row.current)}>
        {t("style.ignore.here")}
      </button>
      <button type="button" className="app-button style-plain" onClick={() => actions.onIgnore(finding, "article", row.current)}>
        {t("style.ignore.article")}
      </button>
      {mayIgnoreForAll && (
        <button type="button" className="app-button style-plain" onClick={() => actions.onIgnore(finding, "newsroom", row.current)}>
          {t(isMisspelt ? "style.addWord" : "style.ignore.newsroom")}
        </button>
      )}
    </li>
  );
});

const nameOf = ({ kind, words, mended }: PlacedFinding, t: Text): string =>
  kind === "spelling" ? t("style.misspelt", { words }) : t("style.finding", { words, mended });

/** Invisible characters as one sees them: a space that counts as an open box. */
const shown = (text: string): string => text.replace(/^ +| +$| {2,}/g, (spaces) => "␣".repeat(spaces.length));

// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { MOST_COUNTED, type SearchHit, type SearchResult } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { Marked } from "./marked.tsx";

interface Props {
  /** Null while the first answer is under way. */
  readonly result: SearchResult | null;
  readonly id: string;
  readonly active: number;
  readonly onOpen: (hit: SearchHit) => void;
}

/** `id` of a hit's element, for `aria-activedescendant`. */
export const hitId = (list: string, index: number): string => `${list}-${index}`;

/** What a search found, in place of the list. The focus stays in the search field, whose keys move among the hits. */
export function SearchResults({ result, id, active, onOpen }: Props) {
  const t = useText();
  return (
    <div className="app-list">
      <output className="app-found">
        {result && t(result.total < MOST_COUNTED ? "app.search.found" : "app.search.many", { total: result.total })}
        {result && result.unread > 0 && ` ${t("app.search.unread", { unread: result.unread })}`}
      </output>
      <div role="listbox" id={id} aria-label={t("app.search.results")}>
        {result?.hits.map((hit, index) => (
          // Keys are the search field's, which has the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            role="option"
            key={hit.id}
            id={hitId(id, index)}
            className="app-hit"
            aria-selected={index === active}
            data-active={index === active || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onOpen(hit)}
          >
            <span className="app-entry-title" dir="auto" data-untitled={hit.title === "" || undefined}>
              {hit.title === "" ? t("app.untitled") : <Marked text={hit.title} ranges={hit.titleRanges} />}
            </span>{" "}
            <span className="app-hit-text" dir="auto">
              {(hit.where === "notes" || hit.where === "people") && <b>{t(`app.search.in.${hit.where}`)} </b>}
              <Marked text={hit.snippet} ranges={hit.ranges} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

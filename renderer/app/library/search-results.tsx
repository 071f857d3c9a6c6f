// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { MOST_COUNTED, type FoundPlace, type SearchHit, type SearchResult } from "../../../shared/rpc/contract.ts";
import { detectDirection } from "../../../shared/text/direction.ts";
import { useTextDirection } from "../../i18n/text-direction.tsx";
import { useText } from "../../i18n/text.tsx";
import { Marked } from "./marked.tsx";
import "./search-results.css";

/** An article that was found, at the first place of it, or a further place. */
export interface SearchRow {
  readonly hit: SearchHit;
  /** Null where the words do not stand together. */
  readonly place: FoundPlace | null;
  readonly isFurther: boolean;
}

/** What is shown of hits, in order. */
export const rowsOf = (hits: readonly SearchHit[]): SearchRow[] =>
  hits.flatMap((hit) => [
    { hit, place: hit.places[0] ?? null, isFurther: false },
    ...hit.places.slice(1).map((place) => ({ hit, place, isFurther: true })),
  ]);

interface Props {
  /** Null while the first answer is under way. */
  readonly result: SearchResult | null;
  readonly rows: readonly SearchRow[];
  readonly id: string;
  readonly active: number;
  readonly onOpen: (row: SearchRow) => void;
}

/** `id` of a hit's element, for `aria-activedescendant`. */
export const hitId = (list: string, index: number): string => `${list}-${index}`;

/** What a search found, in place of the list. The focus stays in the search field, whose keys move among the hits. */
export function SearchResults({ result, rows, id, active, onOpen }: Props) {
  const t = useText();
  return (
    <div className="app-list">
      <output className="app-found">
        {result && t(result.total < MOST_COUNTED ? "app.search.found" : "app.search.many", { total: result.total })}
        {result && result.unread > 0 && ` ${t("app.search.unread", { unread: result.unread })}`}
      </output>
      <div role="listbox" id={id} aria-label={t("app.search.results")}>
        {rows.map((row, index) => (
          // Keys are the search field's, which has the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            role="option"
            key={`${row.hit.id}/${row.place?.index ?? ""}`}
            id={hitId(id, index)}
            className="app-hit"
            data-further={row.isFurther || undefined}
            aria-selected={index === active}
            data-active={index === active || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onOpen(row)}
          >
            {!row.isFurther && <HitTitle hit={row.hit} />} <HitText {...row} />
          </div>
        ))}
      </div>
    </div>
  );
}

function HitTitle({ hit: { title, titleRanges, count, isCounted } }: { readonly hit: SearchHit }) {
  const t = useText();
  return (
    <span className="app-hit-head">
      <span className="app-entry-title" dir="auto" data-untitled={title === "" || undefined}>
        {title === "" ? t("app.untitled") : <Marked text={title} ranges={titleRanges} />}
      </span>
      {count > 0 && <span className="app-hit-count">{t(isCounted ? "app.search.times" : "app.search.times.more", { count })}</span>}
    </span>
  );
}

function HitText({ hit, place }: SearchRow) {
  const t = useText();
  const isInText = place !== null && place.snippet !== "";
  const { snippet, ranges } = isInText ? place : hit;
  const textDirection = useTextDirection();
  const isOfPeople = !isInText && (hit.where === "notes" || hit.where === "people");
  // What is of the text begins with a mark where its first letter does not say how it runs (BD74).
  const direction = (isOfPeople ? null : detectDirection(snippet)) ?? textDirection(snippet);
  return (
    <span className="app-hit-text" dir={direction}>
      {isOfPeople && <b>{t(`app.search.in.${hit.where}`)} </b>}
      <Marked text={snippet} ranges={ranges} />
    </span>
  );
}

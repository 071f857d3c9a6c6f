import { useEffect, useId, useState, type KeyboardEvent } from "react";
import type { Member } from "../../../shared/roles.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import { Field, type FieldProps } from "../cards/field.tsx";
import { mentionQueryAt } from "./mention-query.ts";
import type { People } from "./people.ts";

type Props = Omit<FieldProps, "onKey" | "onCaret" | "choices"> & { readonly people: People };

/** A field in which `@` offers the people who can be named, with the keys and the attributes of a combobox (NO28). */
export function MentionField({ people, ...field }: Props) {
  const t = useText();
  const list = useId();
  // What is offered follows who is known.
  useStore(people.list);
  const [caret, setCaret] = useState<number | null>(null);
  /** The `@` whose list was put away. */
  const [closed, setClosed] = useState<number | null>(null);
  const [index, setIndex] = useState(0);
  const query = caret === null ? null : mentionQueryAt(field.value, caret);
  const offered = query && query.at !== closed ? people.matching(query.text) : [];
  const isOpen = offered.length > 0;
  const at = Math.min(index, offered.length - 1);
  useEffect(() => {
    // In a sheet it may open below the edge; in the column the whole note is moved into sight.
    const active = document.getElementById(`${list}-${at}`);
    if (isOpen && active?.closest(".margin-flow")) active.scrollIntoView({ block: "nearest" });
  }, [isOpen, list, at]);
  const optionId = (i: number) => `${list}-${i}`;

  const onCaret = (value: string, position: number) => {
    const next = mentionQueryAt(value, position);
    if (next && next.at !== query?.at) people.ask();
    if (next?.at !== query?.at || next?.text !== query?.text) setIndex(0);
    if (next?.at !== closed) setClosed(null);
    setCaret(position);
  };
  const choose = (person: Member, area: HTMLTextAreaElement) => {
    if (!query || caret === null) return;
    people.choose(person);
    const name = `@${person.name}`;
    const rest = area.value.slice(caret);
    area.setRangeText(/^[\s.,:;!؟?،؛)»]/u.test(rest) ? name : `${name} `, query.at, caret, "end");
    setClosed(query.at);
    setCaret(area.selectionEnd);
    field.onChange(area.value);
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!isOpen || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setIndex((at + step + offered.length) % offered.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) choose(offered[at]!, event.currentTarget);
    else if (event.key === "Escape") setClosed(query!.at);
    else return false;
    return true;
  };

  return (
    <div className="margin-mentions">
      <Field
        {...field}
        onKey={onKey}
        onCaret={onCaret}
        choices={isOpen ? { list, active: optionId(at) } : null}
        onLeave={() => {
          setCaret(null);
          field.onLeave();
        }}
      />
      {isOpen && (
        // The focus stays in the field, whose keys choose: no element of HTML is such a list.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
        <ul className="margin-people" role="listbox" id={list} aria-label={t("threads.mention.list")}>
          {offered.map((person, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={person.id}
              id={optionId(i)}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => {
                const area = event.currentTarget.closest(".margin-mentions")?.querySelector("textarea");
                if (area) choose(person, area);
              }}
            >
              <span className="margin-dot" style={{ background: person.color }} aria-hidden="true" />
              <bdi>{person.name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <output className="app-hidden">{query && query.at !== closed ? t("threads.mention.count", { count: offered.length }) : ""}</output>
    </div>
  );
}

/** What is said of the selected picture: its description and its credit, in fields under it. Enter on the picture leads there. */
import { useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { Group, Input, Label, TextField } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import type { EditorView } from "prosemirror-view";
import type { SelectedFigure } from "./selected-figure.ts";

interface Props {
  readonly view: EditorView;
  readonly figure: SelectedFigure;
}

const FIELDS = ["alt", "credit"] as const;
type Field = (typeof FIELDS)[number];

export function FigureDetails({ view, figure }: Props) {
  const pos = useSyncExternalStore(figure.subscribe, figure.pos);
  return pos === null || !view.editable ? null : <Fields key={pos} {...{ view, figure, pos }} />;
}

function Fields({ view, figure, pos }: Props & { readonly pos: number }) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const attrs = view.state.doc.nodeAt(pos)?.attrs ?? {};
  const [values, setValues] = useState(() => ({ alt: textOf(attrs["alt"]), credit: textOf(attrs["credit"]) }));
  useLayoutEffect(() => {
    const dom = view.nodeDOM(pos);
    if (dom instanceof HTMLElement) place.current!.style.insetBlockStart = `${view.dom.offsetTop + dom.offsetTop + dom.offsetHeight + 6}px`;
    place.current!.scrollIntoView({ block: "nearest" });
    return figure.onEnter(() => first.current?.focus());
  }, [view, figure, pos]);
  const write = (field: Field) => {
    const node = view.state.doc.nodeAt(pos);
    const value = values[field].trim() || null;
    if (node?.type.name === "figure" && node.attrs[field] !== value) view.dispatch(view.state.tr.setNodeAttribute(pos, field, value));
  };
  return (
    <Group ref={place} className="figure-details" aria-label={t("editor.figure")}>
      {FIELDS.map((field, i) => (
        <TextField
          key={field}
          className="app-field"
          value={values[field]}
          onChange={(value) => setValues((now) => ({ ...now, [field]: value }))}
          onBlur={() => write(field)}
          onKeyDown={(event) => {
            // Leaving a field writes it.
            if (event.key === "Escape" || event.key === "Enter") view.focus();
            else event.continuePropagation();
          }}
        >
          <Label>{t(`editor.figure.${field}`)}</Label>
          <Input dir="auto" {...(i === 0 && { ref: first })} />
        </TextField>
      ))}
    </Group>
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

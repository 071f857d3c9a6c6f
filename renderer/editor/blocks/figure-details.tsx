import { useLayoutEffect, useRef, useState } from "react";
import { Group, Label, TextField } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import { WordsInput } from "../../theme/words-input.tsx";
import type { EditorView } from "prosemirror-view";
import type { SelectedFigure, Selection } from "./selected-figure.ts";

interface Props {
  readonly view: EditorView;
  readonly figure: SelectedFigure;
}

const FIELDS = ["alt", "credit"] as const;
type Field = (typeof FIELDS)[number];

/** The fields under the selected picture for its description and its credit. Enter on the picture leads there. */
export function FigureDetails({ view, figure }: Props) {
  const selection = useStore(figure.selection);
  return selection === null || !view.editable ? null : <Fields key={selection.key} {...{ view, figure, selection }} />;
}

function Fields({ view, figure, selection: { pos, node } }: Props & { readonly selection: Selection }) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLInputElement>(null);
  /** Text that was typed and is not in the article yet. */
  const [drafts, setDrafts] = useState<Partial<Record<Field, string>>>({});
  useLayoutEffect(() => {
    place.current!.scrollIntoView({ block: "nearest" });
    return figure.onEnter(() => first.current?.focus());
  }, [figure]);
  const write = (field: Field) => {
    const draft = drafts[field];
    if (draft === undefined) return;
    setDrafts((now) => ({ ...now, [field]: undefined }));
    const value = draft.trim() || null;
    if (view.state.doc.nodeAt(pos) === node && node.attrs[field] !== value)
      view.dispatch(view.state.tr.setNodeAttribute(pos, field, value));
  };
  return (
    <Group ref={place} className="figure-details" aria-label={t("editor.figure")}>
      {FIELDS.map((field, i) => (
        <TextField
          key={field}
          className="app-field"
          value={drafts[field] ?? textOf(node.attrs[field])}
          onChange={(value) => setDrafts((now) => ({ ...now, [field]: value }))}
          onBlur={() => write(field)}
          onKeyDown={(event) => {
            // Leaving a field writes it.
            if (event.key === "Escape" || event.key === "Enter") view.focus();
            else event.continuePropagation();
          }}
        >
          <Label>{t(`editor.figure.${field}`)}</Label>
          <WordsInput {...(i === 0 && { ref: first })} />
        </TextField>
      ))}
    </Group>
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

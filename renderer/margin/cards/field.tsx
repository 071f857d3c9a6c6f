import { useLayoutEffect, useRef, type KeyboardEvent } from "react";
import { LONGEST_MESSAGE } from "../../../shared/notes/entry.ts";
import { detectDirection } from "../../../shared/text/direction.ts";
import { useTextDirection } from "../../i18n/text-direction.tsx";
import { useText } from "../../i18n/text.tsx";
import { keysOf } from "../../keys/keys.ts";

const SEND_KEYS = keysOf("Mod-Enter");

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  /** Takes the focus when this becomes true, or what asks for the focus: again for another asker. */
  readonly focused: boolean | object;
  readonly onChange: (value: string) => void;
  /** Ctrl+Enter or Cmd+Enter. */
  readonly onSubmit: () => void;
  /** Escape, which may also close what the field stands in. */
  readonly onLeave: () => void;
  /** Asked before the field reads a key. @returns whether the key was taken */
  readonly onKey?: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  /** Told what stands in the field, and where the caret is. */
  readonly onCaret?: (value: string, caret: number) => void;
  /** IDs of the list that is offered for what is typed, and of the choice in it that Enter would take; null for none. */
  readonly choices?: { readonly list: string; readonly active: string } | null;
}

/** A field for several lines of plain text. */
export function Field({ label, value, focused, onChange, onSubmit, onLeave, onKey, onCaret, choices }: FieldProps) {
  const t = useText();
  const textDirection = useTextDirection();
  const field = useRef<HTMLTextAreaElement>(null);
  // Not after the frame: whoever asked for the field may be typing by then.
  useLayoutEffect(() => {
    if (focused) field.current?.focus({ preventScroll: true });
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const command = event.ctrlKey || event.metaKey;
    if (onKey?.(event)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    if (event.key === "Escape") return onLeave();
    if (event.key === "Enter" && command) onSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <textarea
      ref={field}
      className="margin-field"
      aria-label={label}
      title={t("margin.send.hint", { keys: SEND_KEYS.shown })}
      rows={Math.min(12, Math.max(2, value.split("\n").length))}
      maxLength={LONGEST_MESSAGE}
      dir={detectDirection(value) === null ? undefined : textDirection(value)}
      value={value}
      // A combobox has one line; a text field of several may offer choices as one does, and says so.
      aria-haspopup={choices ? "listbox" : undefined}
      aria-autocomplete={choices ? "list" : undefined}
      aria-controls={choices?.list}
      aria-activedescendant={choices?.active}
      onChange={(event) => {
        onChange(event.target.value);
        onCaret?.(event.target.value, event.target.selectionEnd);
      }}
      onSelect={({ currentTarget: { value, selectionEnd } }) => onCaret?.(value, selectionEnd)}
      onKeyDown={onKeyDown}
    />
  );
}

/** One button of the toolbar: an icon, its name, and the keys that do the same. The selection outlives its press. */
import { memo, useCallback, type ReactNode } from "react";
import { Button, ToggleButton } from "react-aria-components";
import { Tip } from "../../theme/tip.tsx";
import { useSelected } from "../../store/use-store.ts";
import type { FormStore, TextForm } from "./form.ts";
import { keysOf } from "./keys.ts";

interface Props {
  readonly name: string;
  /** As the keymap names them. */
  readonly keys?: string | undefined;
  /** Given for what is either on or off at the caret. */
  readonly isOn?: boolean;
  /** It says so, and does nothing; it keeps its tooltip, and the focus. */
  readonly isDisabled?: boolean;
  /** Absent for a button that opens a dialog. */
  readonly onPress?: () => void;
  readonly children: ReactNode;
}

export const Tool = memo(function Tool({ name, keys, isOn, isDisabled = false, onPress, children }: Props) {
  const shortcut = keys === undefined ? null : keysOf(keys);
  const shared = {
    className: "app-button app-quiet",
    "aria-label": name,
    preventFocusOnPress: true,
    ...(isDisabled && { "aria-disabled": true }),
    ...(shortcut && { "aria-keyshortcuts": shortcut.aria }),
    ...(onPress && !isDisabled && { onPress }),
  };
  return (
    <Tip name={name} keys={shortcut?.shown}>
      {isOn === undefined ? <Button {...shared}>{children}</Button> : <ToggleButton {...shared} isSelected={isOn}>{children}</ToggleButton>}
    </Tip>
  );
});

type Flags = { [Name in keyof TextForm]: TextForm[Name] extends boolean ? Name : never }[keyof TextForm];

interface FlagProps {
  readonly form: FormStore;
  readonly flag: Flags;
  readonly name: string;
  readonly keys: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A button that is on where the text at the caret has `flag`; it renders anew when that changes (UI1). */
export function FlagTool({ form, flag, ...tool }: FlagProps) {
  return <Tool {...tool} isOn={useFlag(form, flag)} />;
}

/** A button that does something only where the text at the caret has `flag`. */
export function EnabledTool({ form, flag, ...tool }: FlagProps) {
  return <Tool {...tool} isDisabled={!useFlag(form, flag)} />;
}

const useFlag = (form: FormStore, flag: Flags): boolean => useSelected(form.state, useCallback((form: TextForm) => form[flag], [flag]));

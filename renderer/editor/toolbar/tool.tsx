/** One button of the toolbar: an icon, its name, and the keys that do the same. The selection outlives its press. */
import type { ReactNode } from "react";
import { Button, ToggleButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { keysOf } from "./keys.ts";

interface Props {
  readonly name: string;
  /** As the keymap names them. */
  readonly keys?: string;
  /** Given for what is either on or off at the caret. */
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  /** Absent for a button that opens a dialog. */
  readonly onPress?: () => void;
  readonly children: ReactNode;
}

export function Tool({ name, keys, isOn, isDisabled = false, onPress, children }: Props) {
  const shortcut = keys === undefined ? null : keysOf(keys);
  const shared = {
    className: "app-button app-quiet",
    "aria-label": name,
    isDisabled,
    preventFocusOnPress: true,
    ...(shortcut && { "aria-keyshortcuts": shortcut.aria }),
    ...(onPress && { onPress }),
  };
  return (
    <TooltipTrigger delay={600}>
      {isOn === undefined ? <Button {...shared}>{children}</Button> : <ToggleButton {...shared} isSelected={isOn}>{children}</ToggleButton>}
      <Tooltip className="app-tooltip">
        {name} {shortcut && <kbd dir="ltr">{shortcut.shown}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}

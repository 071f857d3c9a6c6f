import { memo, useCallback, type ComponentProps, type ReactNode } from "react";
import { Button, ToggleButton } from "react-aria-components";
import { Tip } from "../../theme/tip.tsx";
import type { Readable } from "../../store/store.ts";
import { useSelected } from "../../store/use-store.ts";
import { keysOf } from "../../keys/keys.ts";
import type { ToolbarState } from "./toolbar-state.ts";

interface Props {
  readonly name: string;
  /** As the keymap names them. */
  readonly keys?: string | undefined;
  /** Given for what is either on or off at the caret. */
  readonly isOn?: boolean;
  /** Marked as disabled for assistive technology; pressing it does nothing. It keeps its tooltip and the focus (UI4). */
  readonly isDisabled?: boolean;
  /** Absent for a button that opens a dialog. */
  readonly onPress?: () => void;
  readonly children: ReactNode;
}

/** One button of the toolbar: an icon, its name, and the keys that do the same. Pressing it keeps the selection. */
export const Tool = memo(function Tool({ name, keys, isOn, isDisabled = false, onPress, children }: Props) {
  const shortcut = keys === undefined ? null : keysOf(keys);
  const shared = {
    className: "app-button app-quiet",
    "aria-label": name,
    preventFocusOnPress: true,
    ...(isDisabled && { "aria-disabled": true }),
    // React Aria passes on only the attributes that it knows.
    render: (attributes: ComponentProps<"button">) => <button {...attributes} aria-keyshortcuts={shortcut?.aria} />,
    ...(onPress && !isDisabled && { onPress }),
  };
  return (
    <Tip name={name} keys={shortcut?.shown}>
      {isOn === undefined ? (
        <Button {...shared}>{children}</Button>
      ) : (
        <ToggleButton {...shared} isSelected={isOn}>
          {children}
        </ToggleButton>
      )}
    </Tip>
  );
});

type Flags = { [Name in keyof ToolbarState]: ToolbarState[Name] extends boolean ? Name : never }[keyof ToolbarState];

interface FlagProps {
  readonly toolbarState: Readable<ToolbarState>;
  readonly flag: Flags;
  readonly name: string;
  readonly keys: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A button that is on where the text at the caret has `flag`; it renders again when that changes (UI1). */
export function FlagTool({ toolbarState, flag, ...tool }: FlagProps) {
  return <Tool {...tool} isOn={useFlag(toolbarState, flag)} />;
}

/** A button that does something only where the text at the caret has `flag`. */
export function EnabledTool({ toolbarState, flag, ...tool }: FlagProps) {
  return <Tool {...tool} isDisabled={!useFlag(toolbarState, flag)} />;
}

const useFlag = (toolbarState: Readable<ToolbarState>, flag: Flags): boolean =>
  useSelected(
    toolbarState,
    useCallback((state: ToolbarState) => state[flag], [flag]),
  );

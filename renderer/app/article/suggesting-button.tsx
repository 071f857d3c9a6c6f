import { useCallback } from "react";
import { ToggleButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { keysOf } from "../../keys/keys.ts";
import { useShortcut } from "../../keys/use-shortcut.ts";
import { useStore } from "../../store/use-store.ts";
import type { SuggestingMode } from "../../suggestions/index.ts";
import { SuggestIcon } from "../../theme/icons.tsx";
import { requiredText } from "./required-suggesting.ts";

const SHORTCUT = "Mod-Shift-E";
const KEYS = keysOf(SHORTCUT);

/** Switches between writing and suggesting: a button at the end of the bar, and Ctrl+Shift+E (SU31). */
export function SuggestingButton({ mode }: { readonly mode: SuggestingMode }) {
  const t = useText();
  const isOn = useStore(mode.isOn);
  const requiredFrom = useStore(mode.requiredFrom);
  useShortcut(
    SHORTCUT,
    useCallback(() => void mode.toggle(), [mode]),
  );
  return (
    <TooltipTrigger delay={600}>
      {/* The selection in the article must outlive the press. */}
      <ToggleButton
        className="app-button app-suggesting"
        preventFocusOnPress
        isSelected={isOn}
        // It keeps its tooltip, which says why, and the focus (UI4). React Aria passes on only the attributes that it knows.
        render={(attributes) => <button {...attributes} aria-disabled={requiredFrom !== null || undefined} aria-keyshortcuts={KEYS.aria} />}
        onChange={() => void mode.toggle()}
      >
        <SuggestIcon />
        <span>{t("suggestions.mode")}</span>
      </ToggleButton>
      <Tooltip className="app-tooltip" placement="bottom" offset={6}>
        {requiredFrom === null ? t("suggestions.mode.hint") : requiredText(requiredFrom, t)} <kbd dir="ltr">{KEYS.shown}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
}

/** Says in the status bar that one suggests, and aloud when that begins and ends. */
export function SuggestingState({ mode }: { readonly mode: SuggestingMode }) {
  const t = useText();
  const isOn = useStore(mode.isOn);
  const requiredFrom = useStore(mode.requiredFrom);
  return (
    <output className="app-suggesting-state" aria-label={t("suggestions.mode")} data-on={isOn || undefined}>
      {requiredFrom !== null ? requiredText(requiredFrom, t) : isOn ? t("suggestions.mode.on") : ""}
    </output>
  );
}

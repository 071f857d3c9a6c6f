import { useCallback } from "react";
import { ToggleButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { useText } from "../i18n/text.tsx";
import { keysOf } from "../keys/keys.ts";
import { useShortcut } from "../keys/use-shortcut.ts";
import { Icon } from "../theme/icons.tsx";

const SHORTCUT = "Mod-Alt-L";
const KEYS = keysOf(SHORTCUT);

interface Props {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Shows and hides what house style says of the text: a button at the end of the bar, and Ctrl+Alt+L (HS28). */
export function StyleButton({ isOn, onChange }: Props) {
  const t = useText();
  useShortcut(
    SHORTCUT,
    useCallback(() => onChange(!isOn), [isOn, onChange]),
  );
  return (
    <TooltipTrigger delay={600}>
      {/* The selection in the article must outlive the press. */}
      <ToggleButton
        className="app-button app-quiet"
        preventFocusOnPress
        aria-label={t("style.name")}
        isSelected={isOn}
        // React Aria passes on only the attributes that it knows.
        render={(attributes) => <button {...attributes} aria-keyshortcuts={KEYS.aria} />}
        onChange={onChange}
      >
        <Icon>
          <path d="M3.5 5.5h13M3.5 10h6M3.5 14.5h4M11 13.5l2 2.2 4-5" />
        </Icon>
      </ToggleButton>
      <Tooltip className="app-tooltip" placement="bottom" offset={6}>
        {t("style.name")} <kbd dir="ltr">{KEYS.shown}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
}

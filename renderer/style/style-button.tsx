import { useEffect } from "react";
import { ToggleButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { useText } from "../i18n/text.tsx";
import { Icon } from "../theme/icons.tsx";

interface Props {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** As people and as screen readers are told of them. */
  readonly keys: { readonly shown: string; readonly aria: string };
}

/** Shows and hides what house style says of the text: a button at the end of the bar, and Ctrl+Alt+L (HS28). */
export function StyleButton({ isOn, onChange, keys }: Props) {
  const t = useText();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyL" || !(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
      if (event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      onChange(!isOn);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [isOn, onChange]);
  return (
    <TooltipTrigger delay={600}>
      {/* The selection in the article must outlive the press. */}
      <ToggleButton
        className="app-button app-quiet"
        preventFocusOnPress
        aria-label={t("style.name")}
        isSelected={isOn}
        // React Aria passes on only the attributes that it knows.
        render={(attributes) => <button {...attributes} aria-keyshortcuts={keys.aria} />}
        onChange={onChange}
      >
        <Icon>
          <path d="M3.5 5.5h13M3.5 10h6M3.5 14.5h4M11 13.5l2 2.2 4-5" />
        </Icon>
      </ToggleButton>
      <Tooltip className="app-tooltip" placement="bottom" offset={6}>
        {t("style.name")} <kbd dir="ltr">{keys.shown}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
}

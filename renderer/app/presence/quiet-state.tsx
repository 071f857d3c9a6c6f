import { useText } from "../../i18n/text.tsx";
import type { Readable } from "../../store/store.ts";
import { useStore } from "../../store/use-store.ts";

/** Says in the status bar that the others do not see this person's caret, and aloud when that begins and ends. */
export function QuietState({ isQuiet }: { readonly isQuiet: Readable<boolean> }) {
  const t = useText();
  const isOn = useStore(isQuiet);
  return (
    <output className="app-quiet-state" aria-label={t("presence.quiet")} data-on={isOn || undefined}>
      {isOn ? t("presence.quiet.on") : ""}
    </output>
  );
}

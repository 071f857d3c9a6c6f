import { useEffect } from "react";
import { Button, Tooltip, TooltipTrigger } from "react-aria-components";
import { keysOf } from "../../editor/index.ts";
import { useText } from "../../i18n/text.tsx";
import { DraftIcon } from "../../theme/icons.tsx";
import type { ShownDraft } from "./use-shown-draft.ts";

const KEYS = keysOf("Mod-Alt-Shift-D");

/** Goes to one's own copy of the article: a button at the end of the bar, and Ctrl+Alt+Shift+D. With a draft it says so (DR8). */
export function DraftButton({ isThere, begin }: Pick<ShownDraft, "isThere" | "begin">) {
  const t = useText();
  useDraftKey(begin);
  return (
    <TooltipTrigger delay={600}>
      <Button
        className="app-button draft-button"
        aria-label={t(isThere ? "drafts.go-on" : "drafts.begin")}
        data-there={isThere || undefined}
        render={(attributes) => <button {...attributes} aria-keyshortcuts={KEYS.aria} />}
        onPress={begin}
      >
        <DraftIcon />
        {isThere && <span>{t("drafts.mine")}</span>}
      </Button>
      <Tooltip className="app-tooltip" placement="bottom" offset={6}>
        {t(isThere ? "drafts.go-on" : "drafts.begin")}: {t("drafts.begin.hint")} <kbd dir="ltr">{KEYS.shown}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
}

/** Has Ctrl+Alt+Shift+D do something, wherever the focus is. */
export function useDraftKey(run: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyD" || !(event.ctrlKey || event.metaKey) || !event.altKey || !event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [run]);
}

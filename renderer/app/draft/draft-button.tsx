import { Button, Tooltip, TooltipTrigger } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { keysOf } from "../../keys/keys.ts";
import { useShortcut } from "../../keys/use-shortcut.ts";
import { DraftIcon } from "../../theme/icons.tsx";
import type { ShownDraft } from "./use-shown-draft.ts";

/** Goes to the draft, and back. */
export const DRAFT_SHORTCUT = "Mod-Alt-Shift-D";
const KEYS = keysOf(DRAFT_SHORTCUT);

/** Goes to one's own copy of the article: a button at the end of the bar, and Ctrl+Alt+Shift+D. With a draft it says so (DR8). */
export function DraftButton({ isThere, begin }: Pick<ShownDraft, "isThere" | "begin">) {
  const t = useText();
  useShortcut(DRAFT_SHORTCUT, begin);
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

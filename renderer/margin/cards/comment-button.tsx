import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Tooltip, TooltipTrigger } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { keysOf } from "../../keys/keys.ts";
import { useStore } from "../../store/use-store.ts";
import { DownIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import type { MarginModel } from "../margin-model.ts";

const SELECTION_KEYS = keysOf("Mod-Alt-M").shown;

/** What a note can be begun on, and the keys for it. */
const CHOICES = [
  ["selection", SELECTION_KEYS],
  ["block", keysOf("Mod-Alt-Shift-M").shown],
  ["headline", null],
  ["article", null],
] as const;
type Choice = (typeof CHOICES)[number][0];

/** Opens the composer on the selection; posts what was written in it once there is something. */
export function CommentButton({ model }: { readonly model: MarginModel }) {
  const t = useText();
  const { composer } = useStore(model.state);
  const [nothing, setNothing] = useState(false);
  const press = () => {
    if (composer && !composer.left && composer.text.trim() !== "") model.commands.post();
    else setNothing(!model.commands.compose());
  };
  // The menu gives the focus back when it is gone, which would take it from the composer.
  const choose = (choice: Choice) => void setTimeout(() => setNothing(!model.commands.compose(choice)));
  return (
    <span className="margin-comment">
      <TooltipTrigger delay={600}>
        {/* The selection in the article must outlive the press. */}
        <Button className="app-button" preventFocusOnPress onPress={press}>
          <CommentIcon />
          {t("margin.comment")}
        </Button>
        <Tooltip className="app-tooltip">{t("margin.comment.hint", { keys: SELECTION_KEYS })}</Tooltip>
      </TooltipTrigger>
      <MenuTrigger onOpenChange={() => setNothing(false)}>
        <Tip name={t("threads.compose")}>
          <Button className="app-button margin-comment-more" aria-label={t("threads.compose")} preventFocusOnPress>
            <DownIcon />
          </Button>
        </Tip>
        <Popover className="app-popover" placement="bottom end">
          <Menu className="app-choices" aria-label={t("threads.compose")} onAction={(key) => choose(key as Choice)}>
            {CHOICES.map(([choice, keys]) => (
              <MenuItem key={choice} id={choice} textValue={t(`threads.compose.${choice}`)} className="app-choice-item margin-compose-item">
                {t(`threads.compose.${choice}`)}
                {keys !== null && <kbd dir="ltr">{keys}</kbd>}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <span role="alert" className="margin-hint">
        {nothing ? t("margin.comment.nothing") : ""}
      </span>
    </span>
  );
}

const CommentIcon = () => (
  <svg viewBox="0 0 20 20" aria-hidden="true" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.6">
    <path d="M3 4.5h14v9H9.5L6 16.5v-3H3z" strokeLinejoin="round" />
  </svg>
);

import { useState } from "react";
import { Button, Tooltip, TooltipTrigger } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { MarginModel } from "../margin-model.ts";

/** Opens the composer on the selection; posts what was written in it once there is something. */
export function CommentButton({ model }: { readonly model: MarginModel }) {
  const t = useText();
  const { composer } = useStore(model.state);
  const [nothing, setNothing] = useState(false);
  const press = () => {
    if (composer && !composer.left && composer.text.trim() !== "") model.commands.post();
    else setNothing(!model.commands.compose());
  };
  return (
    <>
      <TooltipTrigger delay={600}>
        {/* The selection in the article must outlive the press. */}
        <Button className="app-button" preventFocusOnPress onPress={press}>
          <CommentIcon />
          {t("margin.comment")}
        </Button>
        <Tooltip className="app-tooltip">{t("margin.comment.hint")}</Tooltip>
      </TooltipTrigger>
      <span role="alert" className="margin-hint">
        {nothing ? t("margin.comment.nothing") : ""}
      </span>
    </>
  );
}

const CommentIcon = () => (
  <svg viewBox="0 0 20 20" aria-hidden="true" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.6">
    <path d="M3 4.5h14v9H9.5L6 16.5v-3H3z" strokeLinejoin="round" />
  </svg>
);

import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { DownIcon } from "../../theme/icons.tsx";
import type { MarginModel } from "../margin-model.ts";

const CHOICES = ["acceptAll", "refuseAll", "acceptSelected", "refuseSelected"] as const;
type Choice = (typeof CHOICES)[number];

interface Props {
  readonly model: MarginModel;
  readonly count: number;
  readonly mayDecide: boolean;
}

/** How many suggestions are open, and what can be done with many at once. */
export function SuggestionsMenu({ model, count, mayDecide }: Props) {
  const t = useText();
  const [nothing, setNothing] = useState(false);
  const name = t("suggestions.count", { count });
  if (!mayDecide) return <p className="margin-suggestions">{name}</p>;
  const choose = (choice: Choice) => {
    const { suggestionCommands: commands } = model;
    const verdict = choice.startsWith("accept") ? "accepted" : "refused";
    if (choice.endsWith("All")) commands.decideAll(verdict);
    else setNothing(!commands.decideSelected(verdict));
  };
  return (
    <div className="margin-filters margin-suggestions">
      <MenuTrigger onOpenChange={() => setNothing(false)}>
        <Button>
          {name}
          <DownIcon />
        </Button>
        <Popover className="app-popover" placement="bottom start">
          <Menu className="app-choices" aria-label={name} onAction={(key) => choose(key as Choice)}>
            {CHOICES.map((choice) => (
              <MenuItem key={choice} id={choice} className="app-choice-item">
                {t(`suggestions.${choice}`)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <p role="alert" className="margin-list-hint">
        {nothing ? t("suggestions.nothing") : ""}
      </p>
    </div>
  );
}

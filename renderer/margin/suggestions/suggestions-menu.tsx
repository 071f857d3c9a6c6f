import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, SubmenuTrigger } from "react-aria-components";
import type { Verdict } from "../../../shared/article/identity/suggestion-records.ts";
import { useText } from "../../i18n/text.tsx";
import { DownIcon } from "../../theme/icons.tsx";
import type { MarginModel } from "../margin-model.ts";
import type { AuthorOf } from "../../../shared/notes/author-of.ts";
import { suggestersOf } from "./suggesters.ts";

const CHOICES = ["acceptAll", "refuseAll", "acceptSelected", "refuseSelected"] as const;
type Choice = (typeof CHOICES)[number];

/** Submenus of those who suggested. */
const OF_ONE = { acceptOf: "accepted", refuseOf: "refused" } as const satisfies Record<string, Verdict>;

interface Props {
  readonly model: MarginModel;
  /** IDs of the open ones. */
  readonly suggested: readonly string[];
  readonly mayDecide: boolean;
  readonly authorOf: AuthorOf;
}

/** How many suggestions are open, and what can be done with many at once: all, those in the selection, those of one person (SU38). */
export function SuggestionsMenu({ model, suggested, mayDecide, authorOf }: Props) {
  const t = useText();
  const [nothing, setNothing] = useState(false);
  const name = t("suggestions.count", { count: suggested.length });
  if (!mayDecide) return <p className="margin-suggestions">{name}</p>;
  const { suggestionCommands: commands } = model;
  const choose = (choice: Choice) => {
    const verdict = choice.startsWith("accept") ? "accepted" : "refused";
    if (choice.endsWith("All")) commands.decideMany(verdict, suggested);
    else setNothing(!commands.decideSelected(verdict));
  };
  const suggesters = suggestersOf(suggested, authorOf);
  return (
    <div className="margin-filters margin-suggestions">
      <MenuTrigger onOpenChange={() => setNothing(false)}>
        <Button>
          {name}
          <DownIcon />
        </Button>
        <Popover className="app-popover" placement="bottom start">
          <Menu className="app-choices" aria-label={name}>
            {CHOICES.map((choice) => (
              <MenuItem key={choice} id={choice} className="app-choice-item" onAction={() => choose(choice)}>
                {t(`suggestions.${choice}`)}
              </MenuItem>
            ))}
            {Object.entries(OF_ONE).map(([which, verdict]) => (
              <SubmenuTrigger key={which}>
                <MenuItem id={which} className="app-choice-item margin-submenu">
                  {t(`suggestions.${which as keyof typeof OF_ONE}`)}
                  <DownIcon />
                </MenuItem>
                <Popover className="app-popover" offset={0}>
                  <Menu className="app-choices" aria-label={t(`suggestions.${which as keyof typeof OF_ONE}`)}>
                    {suggesters.map(({ id, name: person, suggestions }) => (
                      <MenuItem
                        key={id ?? ""}
                        id={id ?? "nobody"}
                        className="app-choice-item"
                        onAction={() => commands.decideMany(verdict, suggestions)}
                      >
                        {t("suggestions.of", { name: person ?? t("margin.unknown"), count: suggestions.length })}
                      </MenuItem>
                    ))}
                  </Menu>
                </Popover>
              </SubmenuTrigger>
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

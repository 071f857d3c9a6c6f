import { useMemo } from "react";
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { keysOf } from "../../keys/keys.ts";
import { useShortcuts } from "../../keys/use-shortcut.ts";
import { useStore } from "../../store/use-store.ts";
import { TEXT_VIEWS, type RememberedChoice, type TextView } from "../../suggestions/index.ts";
import { AcceptIcon, DownIcon, ViewIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";

interface Props {
  readonly choice: RememberedChoice<TextView>;
}

const shortcutOf = (textView: TextView): string => `Alt-Shift-${TEXT_VIEWS.indexOf(textView) + 1}`;

/** Chooses how suggestions are shown: a menu at the end of the bar, and Alt+Shift+1 to 4 (SU40). */
export function TextViewMenu({ choice }: Props) {
  const t = useText();
  const textView = useStore(choice.value);
  const name = t("views.choose", { view: t(`views.${textView}`) });
  const shortcuts = useMemo(() => Object.fromEntries(TEXT_VIEWS.map((one) => [shortcutOf(one), () => choice.choose(one)])), [choice]);
  useShortcuts(shortcuts);
  return (
    <MenuTrigger>
      <Tip name={name}>
        <Button className="app-button app-text-view" aria-label={name}>
          <ViewIcon />
          <span>{t(`views.${textView}`)}</span>
          <DownIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="bottom end">
        <Menu className="app-choices" aria-label={t("views.name")}>
          <MenuSection
            aria-label={t("views.name")}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[textView]}
            onSelectionChange={(keys) => {
              for (const key of keys) choice.choose(key as TextView);
            }}
          >
            {TEXT_VIEWS.map((one) => (
              <MenuItem key={one} id={one} className="app-choice-item app-check-item" textValue={t(`views.${one}`)}>
                <AcceptIcon />
                <span>{t(`views.${one}`)}</span>
                <kbd dir="ltr">{keysOf(shortcutOf(one)).shown}</kbd>
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Says in the status bar in which view the text is shown, where not all marks are. */
export function TextViewState({ choice }: { readonly choice: RememberedChoice<TextView> }) {
  const t = useText();
  const textView = useStore(choice.value);
  return (
    <output className="app-suggesting-state" aria-label={t("views.name")}>
      {textView === "marks" ? "" : t("views.state", { view: t(`views.${textView}`) })}
    </output>
  );
}

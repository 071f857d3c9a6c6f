import { Button, Dialog, DialogTrigger, Label, Popover, Radio, RadioGroup } from "react-aria-components";
import { CALENDARS, LANGUAGE_CHOICES, THEMES, type LanguageChoice, type Settings } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { SettingsIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { DictionarySettings } from "./dictionary-settings.tsx";
import { PageSettingsGroup } from "./page-settings.tsx";
import { SettingChoice } from "../../theme/setting-choice.tsx";
import { TypingSettingsGroup } from "./typing-settings.tsx";

interface Props {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** The reader's own settings: language and appearance, kept by the core for every window of this desk. */
export function SettingsButton({ settings, onChange }: Props) {
  const t = useText();
  return (
    <DialogTrigger>
      <Tip name={t("app.settings")}>
        <Button className="app-button app-quiet" aria-label={t("app.settings")}>
          <SettingsIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="bottom end">
        <Dialog className="app-dialog" aria-label={t("app.settings")}>
          <RadioGroup
            className="app-choice"
            value={settings.language}
            onChange={(language) => onChange({ ...settings, language: language as LanguageChoice })}
          >
            <Label>{t("app.settings.language")}</Label>
            <div className="app-options">
              {LANGUAGE_CHOICES.map((language) => (
                <Radio key={language} value={language} className="app-option">
                  <span lang={language === "system" ? undefined : language}>{t(`app.settings.language.${language}`)}</span>
                </Radio>
              ))}
            </div>
          </RadioGroup>
          <SettingChoice
            name={t("app.settings.calendar")}
            choices={CALENDARS}
            value={settings.calendar}
            nameOf={(calendar) => `app.settings.calendar.${calendar}`}
            onChange={(calendar) => onChange({ ...settings, calendar })}
          />
          <SettingChoice
            name={t("app.settings.theme")}
            choices={THEMES}
            value={settings.theme}
            nameOf={(theme) => `app.settings.theme.${theme}`}
            onChange={(theme) => onChange({ ...settings, theme })}
          />
          <PageSettingsGroup page={settings.page} onChange={(page) => onChange({ ...settings, page })} />
          <TypingSettingsGroup typing={settings.typing} onChange={(typing) => onChange({ ...settings, typing })} />
          <DictionarySettings />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

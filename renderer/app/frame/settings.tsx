import { Button, Dialog, DialogTrigger, Label, Popover, Radio, RadioGroup, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
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

const PARTS = ["view", "page", "typing", "spelling"] as const;

/** The reader's own settings, kept by the core for every window of this desk, in parts of which one is shown (UI21). */
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
        <Dialog className="app-dialog app-settings" aria-label={t("app.settings")}>
          <Tabs className="app-tabs">
            <TabList className="app-tab-list" aria-label={t("app.settings")}>
              {PARTS.map((part) => (
                <Tab key={part} id={part} className="app-tab">
                  {t(`app.settings.${part}`)}
                </Tab>
              ))}
            </TabList>
            <TabPanel id="view" className="app-tab-panel">
              <ViewSettings settings={settings} onChange={onChange} />
            </TabPanel>
            <TabPanel id="page" className="app-tab-panel">
              <PageSettingsGroup page={settings.page} onChange={(page) => onChange({ ...settings, page })} />
            </TabPanel>
            <TabPanel id="typing" className="app-tab-panel">
              <TypingSettingsGroup typing={settings.typing} onChange={(typing) => onChange({ ...settings, typing })} />
            </TabPanel>
            <TabPanel id="spelling" className="app-tab-panel">
              <DictionarySettings />
            </TabPanel>
          </Tabs>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The window: its language, calendar and colours. */
function ViewSettings({ settings, onChange }: Props) {
  const t = useText();
  return (
    <>
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
    </>
  );
}

import { Switch } from "react-aria-components";
import { AIDS, DIGIT_POLICIES, type TypingSettings } from "../../../shared/typing/settings.ts";
import { useText } from "../../i18n/text.tsx";
import { SettingChoice } from "../../theme/setting-choice.tsx";

interface Props {
  readonly typing: TypingSettings;
  readonly onChange: (typing: TypingSettings) => void;
}

/** What helps while one types, each with a switch (TA1). */
export function TypingSettingsGroup({ typing, onChange }: Props) {
  const t = useText();
  return (
    <section className="app-settings-part" aria-label={t("typing.settings")}>
      {AIDS.map((aid) => (
        <Switch key={aid} className="app-switch" isSelected={typing[aid]} onChange={(isOn) => onChange({ ...typing, [aid]: isOn })}>
          <span className="app-track" />
          {t(`typing.${aid}`)}
        </Switch>
      ))}
      <SettingChoice
        name={t("typing.digits")}
        choices={DIGIT_POLICIES}
        value={typing.digits}
        nameOf={(policy) => `typing.digits.${policy}`}
        onChange={(digits) => onChange({ ...typing, digits })}
      />
      <p className="app-muted">{t("typing.settings.hint")}</p>
    </section>
  );
}

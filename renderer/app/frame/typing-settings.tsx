import { Label, Radio, RadioGroup, Switch } from "react-aria-components";
import { AIDS, DIGIT_POLICIES, type TypingSettings } from "../../../shared/typing/settings.ts";
import { useText } from "../../i18n/text.tsx";

interface Props {
  readonly typing: TypingSettings;
  readonly onChange: (typing: TypingSettings) => void;
}

/** What helps while one types, each with a switch (TA1). */
export function TypingSettingsGroup({ typing, onChange }: Props) {
  const t = useText();
  return (
    <section className="app-choice" aria-label={t("typing.settings")}>
      <h3>{t("typing.settings")}</h3>
      {AIDS.map((aid) => (
        <Switch key={aid} className="app-switch" isSelected={typing[aid]} onChange={(isOn) => onChange({ ...typing, [aid]: isOn })}>
          <span className="app-track" />
          {t(`typing.${aid}`)}
        </Switch>
      ))}
      <RadioGroup
        className="app-choice"
        value={typing.digits}
        onChange={(digits) => onChange({ ...typing, digits: digits as TypingSettings["digits"] })}
      >
        <Label>{t("typing.digits")}</Label>
        <div className="app-options">
          {DIGIT_POLICIES.map((policy) => (
            <Radio key={policy} value={policy} className="app-option">
              {t(`typing.digits.${policy}`)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <p className="app-muted">{t("typing.settings.hint")}</p>
    </section>
  );
}

import { Label, Radio, RadioGroup, Switch } from "react-aria-components";
import { FACES, LINE_HEIGHTS, MEASURES, TEXT_SIZES, type PageSettings } from "../../../shared/typing/page-settings.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";

interface Props {
  readonly page: PageSettings;
  readonly onChange: (page: PageSettings) => void;
}

/** How this person sees articles (WS1). */
export function PageSettingsGroup({ page, onChange }: Props) {
  const t = useText();
  return (
    <section className="app-choice" aria-label={t("page.settings")}>
      <h3>{t("page.settings")}</h3>
      <Choice
        name={t("page.face")}
        choices={FACES}
        value={page.face}
        nameOf={(face) => `page.face.${face}`}
        onChange={(face) => onChange({ ...page, face })}
      />
      <Choice
        name={t("page.size")}
        choices={TEXT_SIZES}
        value={page.size}
        nameOf={(size) => `page.size.${size}`}
        onChange={(size) => onChange({ ...page, size })}
      />
      <Choice
        name={t("page.lines")}
        choices={LINE_HEIGHTS}
        value={page.lines}
        nameOf={(lines) => `page.lines.${lines}`}
        onChange={(lines) => onChange({ ...page, lines })}
      />
      <Choice
        name={t("page.measure")}
        choices={MEASURES}
        value={page.measure}
        nameOf={(measure) => `page.measure.${measure}`}
        onChange={(measure) => onChange({ ...page, measure })}
      />
      <Switch className="app-switch" isSelected={page.justified} onChange={(justified) => onChange({ ...page, justified })}>
        <span className="app-track" />
        {t("page.justified")}
      </Switch>
      <Switch className="app-switch" isSelected={page.focus} onChange={(focus) => onChange({ ...page, focus })}>
        <span className="app-track" />
        {t("page.focus")}
      </Switch>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly choices: readonly T[];
  readonly value: T;
  readonly nameOf: (choice: T) => MessageKey;
  readonly onChange: (choice: T) => void;
}

function Choice<T extends string>({ name, choices, value, nameOf, onChange }: ChoiceProps<T>) {
  const t = useText();
  return (
    <RadioGroup className="app-choice" value={value} onChange={(choice) => onChange(choice as T)}>
      <Label>{name}</Label>
      <div className="app-options">
        {choices.map((choice) => (
          <Radio key={choice} value={choice} className="app-option">
            {t(nameOf(choice))}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

import { Switch } from "react-aria-components";
import { FACES, LINE_HEIGHTS, MEASURES, TEXT_SIZES, type PageSettings } from "../../../shared/typing/page-settings.ts";
import { useText } from "../../i18n/text.tsx";
import { SettingChoice } from "../../theme/setting-choice.tsx";

interface Props {
  readonly page: PageSettings;
  readonly onChange: (page: PageSettings) => void;
}

/** How this person sees articles (WS1). */
export function PageSettingsGroup({ page, onChange }: Props) {
  const t = useText();
  return (
    <section className="app-settings-part" aria-label={t("page.settings")}>
      <SettingChoice
        name={t("page.face")}
        choices={FACES}
        value={page.face}
        nameOf={(face) => `page.face.${face}`}
        onChange={(face) => onChange({ ...page, face })}
      />
      <SettingChoice
        name={t("page.size")}
        choices={TEXT_SIZES}
        value={page.size}
        nameOf={(size) => `page.size.${size}`}
        onChange={(size) => onChange({ ...page, size })}
      />
      <SettingChoice
        name={t("page.lines")}
        choices={LINE_HEIGHTS}
        value={page.lines}
        nameOf={(lines) => `page.lines.${lines}`}
        onChange={(lines) => onChange({ ...page, lines })}
      />
      <SettingChoice
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

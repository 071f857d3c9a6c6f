import type { ReactElement } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { FORMATS, type Format } from "../../shared/export-formats.ts";
import { useText } from "../i18n/text.tsx";

interface Props {
  /** The button that opens it. */
  readonly children: ReactElement;
  readonly onChoose: (format: Format) => void;
}

/** A menu of the formats in which many articles leave at once (EX40). */
export function FormatMenu({ children, onChoose }: Props) {
  const t = useText();
  return (
    <MenuTrigger>
      {children}
      <Popover className="app-popover" placement="bottom end">
        <Menu className="app-choices" aria-label={t("export.name")} onAction={(format) => onChoose(format as Format)}>
          {FORMATS.map((format) => (
            <MenuItem key={format} id={format} className="app-choice-item">
              {t(`export.${format}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

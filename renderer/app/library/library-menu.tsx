import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { FORMATS, type Format } from "../../../shared/export-formats.ts";
import { useText } from "../../i18n/text.tsx";
import { MoreIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { chooseFolder, type GivenFiles } from "./given-files.ts";

interface Props {
  /** Null for those who may not begin articles. */
  readonly onFolder: ((given: GivenFiles) => void) | null;
  readonly onExport: (format: Format) => void;
  readonly onNightly: () => void;
}

const FOLDER = "folder";
const NIGHTLY = "nightly";

/** What is done with many articles at once: a folder comes in, all of them leave. */
export function LibraryMenu({ onFolder, onExport, onNightly }: Props) {
  const t = useText();
  const choose = (key: string) => {
    if (key === FOLDER && onFolder) chooseFolder(onFolder);
    else if (key === NIGHTLY) onNightly();
    else onExport(key as Format);
  };
  return (
    <MenuTrigger>
      <Tip name={t("app.library.more")}>
        <Button className="app-button app-quiet" aria-label={t("app.library.more")}>
          <MoreIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="bottom end">
        <Menu className="app-choices" aria-label={t("app.library.more")} onAction={(key) => choose(String(key))}>
          {onFolder && (
            <MenuItem id={FOLDER} className="app-choice-item">
              {t("app.library.folder")}
            </MenuItem>
          )}
          <MenuSection>
            <Header className="app-choice-head">{t("app.archive.all")}</Header>
            {FORMATS.map((format) => (
              <MenuItem key={format} id={format} className="app-choice-item">
                {t(`export.${format}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuItem id={NIGHTLY} className="app-choice-item">
            {t("nightly.menu")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

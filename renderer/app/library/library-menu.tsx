import { useRef } from "react";
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { FORMATS, type Format } from "../../../shared/export/formats.ts";
import { useText } from "../../i18n/text.tsx";
import { MoreIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { filesOfFolder, type GivenFiles } from "./given-files.ts";

interface Props {
  /** Null for those who may not begin articles. */
  readonly onFolder: ((given: GivenFiles) => void) | null;
  readonly onExport: (format: Format) => void;
}

const FOLDER = "folder";

/** What is done with many articles at once: a folder comes in, all of them leave. */
export function LibraryMenu({ onFolder, onExport }: Props) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const choose = (key: string) => (key === FOLDER ? input.current?.click() : onExport(key as Format));
  return (
    <>
      <MenuTrigger>
        <Tip name={t("app.library.more")}>
          <Button className="app-button" aria-label={t("app.library.more")}>
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
          </Menu>
        </Popover>
      </MenuTrigger>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        webkitdirectory=""
        aria-label={t("app.library.folder")}
        onChange={({ target }) => {
          onFolder?.(filesOfFolder(target.files));
          target.value = "";
        }}
      />
    </>
  );
}

import type { ReactElement } from "react";
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { FORMATS, type Format } from "../../shared/export-formats.ts";
import type { MessageKey } from "../i18n/catalogue.ts";
import { usePictureSource } from "../pictures/picture-source.ts";
import { useText } from "../i18n/text.tsx";
import { rememberFormat } from "./last-format.ts";
import { COPIES, copyArticle, type Copy } from "./copy-article.ts";
import type { Leaving } from "./leaving.ts";
import { saveArticle } from "./save-article.ts";

interface Props {
  /** The button that opens it. */
  readonly children: ReactElement;
  /** @returns what leaves, as it is when somebody chooses how */
  readonly read: () => Leaving;
  readonly onPrint: (leaving: Leaving) => void;
  /** @param said what became of a copy */
  readonly onCopied: (said: MessageKey) => void;
  readonly onError: (error: unknown) => void;
}

const PRINT = "print";
/** Before the name of a copy, which may be that of a format. */
const COPY = "copy/";

/** A menu of how an article leaves: on paper, as a file of some format, or by the clipboard (EX20, EX29, EX33). */
export function ExportMenu({ children, read, onPrint, onCopied, onError }: Props) {
  const t = useText();
  const pictures = usePictureSource();
  const choose = (way: string): void => {
    if (way === PRINT) onPrint(read());
    else if (way.startsWith(COPY)) {
      const isCopied = copyArticle(read(), way.slice(COPY.length) as Copy, (sha256) => pictures.recent(sha256));
      onCopied(isCopied ? "export.copied" : "export.copy.failed");
    } else {
      rememberFormat(way as Format);
      saveArticle(read(), way as Format).catch(onError);
    }
  };
  return (
    <MenuTrigger>
      {children}
      <Popover className="app-popover" placement="bottom end">
        <Menu className="app-choices" aria-label={t("export.name")} onAction={(way) => choose(String(way))}>
          <MenuItem id={PRINT} className="app-choice-item">
            {t("export.print")}
          </MenuItem>
          <MenuSection className="app-choice-section">
            <Header>{t("export.files")}</Header>
            {FORMATS.map((format) => (
              <MenuItem key={format} id={format} className="app-choice-item">
                {t(`export.${format}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection className="app-choice-section">
            <Header>{t("export.copies")}</Header>
            {COPIES.map((copy) => (
              <MenuItem key={copy} id={`${COPY}${copy}`} className="app-choice-item">
                {t(`export.copy.${copy}`)}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

import { useCallback, useState, type ReactNode } from "react";
import { Dialog, DialogTrigger, Popover, ToggleButton } from "react-aria-components";
import type { WrittenRun } from "../../../shared/article/identity/writers.ts";
import { Tool } from "../../editor/index.ts";
import { listOf } from "../../i18n/list-of.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import { keysOf } from "../../keys/keys.ts";
import { useShortcut } from "../../keys/use-shortcut.ts";
import { WritersIcon } from "../../theme/icons.tsx";
import { useNotices } from "../frame/notices.tsx";
import "./writers.css";
import { spanText } from "./span-text.ts";
import { useWritingRecord } from "./use-writing-record.ts";
import { writersIn, type Writer } from "./writers.ts";
import type { Own } from "./writing-record.ts";

const SHORTCUT = "Mod-Alt-A";
const SHOW_SHORTCUT = "Mod-Alt-Shift-A";
const SHOW_KEYS = keysOf(SHOW_SHORTCUT);

interface Props {
  readonly article: string;
  /** The characters of the selection or of the word at the caret; none where there is neither. */
  readonly readSelection: () => readonly WrittenRun[];
  readonly own: Own;
  /** Whether the article shows who wrote it. */
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
}

/**
 * Says who wrote what is selected, or the word at the caret, and when: a button at the end of the bar, and Ctrl+Alt+A. With Shift, the
 * whole article shows it. The core is asked only then.
 */
export function WritersButton({ article, own, readSelection, isShown, onShow }: Props) {
  const t = useText();
  const { sayError } = useNotices();
  /** What was asked about; null while it is closed. */
  const [runs, setRuns] = useState<readonly WrittenRun[] | null>(null);
  const close = useCallback(() => setRuns(null), []);
  const open = useCallback(() => setRuns(readSelection()), [readSelection]);
  useShortcut(SHORTCUT, open);
  useShortcut(
    SHOW_SHORTCUT,
    useCallback(() => onShow(!isShown), [onShow, isShown]),
  );
  const onFailed = useCallback(
    (error: unknown) => {
      close();
      sayError(error);
    },
    [close, sayError],
  );
  const { record } = useWritingRecord(runs ? article : null, own, onFailed);
  const writers = runs && record && writersIn(runs, record);
  return (
    <DialogTrigger isOpen={writers !== null} onOpenChange={(isOpen) => (isOpen ? open() : close())}>
      <Tool name={t("app.writers")} keys={SHORTCUT}>
        <WritersIcon />
      </Tool>
      <Popover className="app-popover">
        {writers && (
          <Writers writers={writers}>
            <ToggleButton
              className="app-button"
              isSelected={isShown}
              aria-keyshortcuts={SHOW_KEYS.aria}
              onChange={(isOn) => {
                close();
                onShow(isOn);
              }}
            >
              {t("writers.show")} <kbd dir="ltr">{SHOW_KEYS.shown}</kbd>
            </ToggleButton>
          </Writers>
        )}
      </Popover>
    </DialogTrigger>
  );
}

function Writers({ writers, children }: { readonly writers: readonly Writer[]; readonly children: ReactNode }) {
  const t = useText();
  const locale = useLocale();
  const nameOf = ({ speaker }: Writer) => speaker?.name ?? t("app.writers.unknown");
  const sentence = writers.length === 0 ? t("app.writers.nothing") : t("app.writers.by", { names: listOf(writers.map(nameOf), locale) });
  return (
    <Dialog className="app-dialog app-writers" aria-label={sentence}>
      <p>{sentence}</p>
      {writers.length > 0 && (
        <ul>
          {writers.map((writer) => {
            const { member, confirmed, broughtBy, speaker, copiers, span } = writer;
            return (
              <li key={JSON.stringify([member?.id, broughtBy?.id])}>
                <span className="app-writer-dot" style={{ background: speaker?.color ?? "var(--muted)" }} aria-hidden="true" />
                <bdi>{nameOf(writer)}</bdi>
                <small className="app-writer-when">{span ? spanText(span, locale) : t("writers.when.unknown")}</small>
                {broughtBy && !confirmed && (
                  <small>{member ? t("margin.brought", { name: member.name }) : t("margin.brought.unknown")}</small>
                )}
                {copiers.length > 0 && (
                  <small>
                    {t("app.writers.copied", {
                      names: listOf(
                        copiers.map(({ name }) => name),
                        locale,
                      ),
                    })}
                  </small>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {children}
    </Dialog>
  );
}

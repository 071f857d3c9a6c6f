import { useEffect, useRef, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { PRINTED_NOTES, PRINTED_SUGGESTIONS, type PrintSettings } from "../../shared/export/print/print-settings.ts";
import type { Leaving } from "../export/leaving.ts";
import { useText } from "../i18n/text.tsx";
import { CloseButton } from "../theme/close-button.tsx";
import { SettingChoice } from "../theme/setting-choice.tsx";
import { PrintPreview } from "./print-preview.tsx";
import { pageToPrint } from "./print-job.ts";
import "./print.css";

interface Props {
  /** Closed while it is null. */
  readonly leaving: Leaving | null;
  readonly onClose: () => void;
  readonly onError: (error: unknown) => void;
}

/** What of an article is printed, and how it will look (EX29). */
export function PrintDialog({ leaving, onClose, onError }: Props) {
  return (
    <ModalOverlay className="app-over" isDismissable isOpen={leaving !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="app-quick print-modal">
        <Dialog className="app-dialog print-dialog">{leaving && <Choices leaving={leaving} onClose={onClose} onError={onError} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const FIRST: Omit<PrintSettings, "page"> = { notes: "none", suggestions: "original" };

function Choices({ leaving, onClose, onError }: Props & { readonly leaving: Leaving }) {
  const t = useText();
  const [choice, setChoice] = useState(FIRST);
  const [page, setPage] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(true);
  /** The page that the preview shows whole; two choices may make the same one. */
  const [drawn, setDrawn] = useState<string | null>(null);
  const isDrawn = !isMaking && page !== null && drawn === page;
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    const make = async (): Promise<void> => {
      setMaking(true);
      try {
        setPage(await pageToPrint(leaving, choice, stop.signal));
        setMaking(false);
      } catch (error) {
        if (stop.signal.aborted) return;
        onError(error);
        onClose();
      }
    };
    void make();
    return () => stop.abort();
  }, [leaving, choice, onClose, onError]);
  const print = (): void => {
    const shown = frame.current?.contentWindow;
    if (!shown) return;
    shown.addEventListener("afterprint", onClose, { once: true });
    shown.focus();
    shown.print();
  };
  return (
    <>
      <div className="print-head">
        <Heading slot="title" level={2}>
          {t("print.title")}
        </Heading>
        <CloseButton name={t("print.close")} keys="Esc" onPress={onClose} />
      </div>
      <div className="print-choices">
        <SettingChoice
          name={t("print.suggestions")}
          choices={PRINTED_SUGGESTIONS}
          value={choice.suggestions}
          nameOf={(one) => `print.suggestions.${one}`}
          onChange={(suggestions) => setChoice({ ...choice, suggestions })}
        />
        <SettingChoice
          name={t("print.notes")}
          choices={PRINTED_NOTES}
          value={choice.notes}
          nameOf={(one) => `print.notes.${one}`}
          onChange={(notes) => setChoice({ ...choice, notes })}
        />
      </div>
      <PrintPreview ref={frame} page={page} isDrawn={isDrawn} onDrawn={() => setDrawn(page)} />
      <div className="print-foot">
        <output className="print-state">{isDrawn ? t("print.hint") : t("print.preparing")}</output>
        <Button className="app-button app-primary" isDisabled={!isDrawn} onPress={print}>
          {t("print.print")}
        </Button>
      </div>
    </>
  );
}

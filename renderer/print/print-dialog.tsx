import { useEffect, useRef, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { PRINTED_NOTES, PRINTED_SUGGESTIONS, type PrintSettings } from "../../shared/export/print/print-settings.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import type { Leaving } from "../export/leaving.ts";
import { useText } from "../i18n/text.tsx";
import { PAPERS, type PageSettings } from "../../shared/typing/page-settings.ts";
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
  const [set, setPaper] = usePageSettings(leaving.client, onError);
  const [page, setPage] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(true);
  /** The page that the preview shows whole; two choices may make the same one. */
  const [drawn, setDrawn] = useState<string | null>(null);
  const isDrawn = !isMaking && page !== null && drawn === page;
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (!set) return undefined;
    const stop = new AbortController();
    const make = async (): Promise<void> => {
      setMaking(true);
      try {
        setPage(await pageToPrint(leaving, { ...choice, page: set }, stop.signal));
        setMaking(false);
      } catch (error) {
        if (stop.signal.aborted) return;
        onError(error);
        onClose();
      }
    };
    void make();
    return () => stop.abort();
  }, [leaving, choice, set, onClose, onError]);
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
        {set && (
          <SettingChoice
            name={t("print.paper")}
            choices={PAPERS}
            value={set.paper}
            nameOf={(one) => `print.paper.${one}`}
            onChange={setPaper}
          />
        )}
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

/** How this person sees articles, null until it is known, and what changes the paper, which is kept. */
function usePageSettings(client: RpcClient, onError: (error: unknown) => void) {
  const [page, setPage] = useState<PageSettings | null>(null);
  useEffect(() => {
    client.calls.settings().then((settings) => setPage(settings.page), onError);
  }, [client, onError]);
  const setPaper = (paper: PageSettings["paper"]): void => {
    if (!page) return;
    setPage({ ...page, paper });
    const keep = async (): Promise<void> => {
      const settings = await client.calls.settings();
      await client.calls.saveSettings({ ...settings, page: { ...settings.page, paper } });
    };
    keep().catch(onError);
  };
  return [page, setPaper] as const;
}

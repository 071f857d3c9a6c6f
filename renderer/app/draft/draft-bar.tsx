import { useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { ArticleLanguage } from "../../../shared/article/model/language.ts";
import { finalTextOf } from "../../../shared/drafts/passages.ts";
import { useText } from "../../i18n/text.tsx";
import { useShortcut } from "../../keys/use-shortcut.ts";
import { DraftIcon } from "../../theme/icons.tsx";
import type { OpenDraft } from "../article/open-draft.ts";
import { useNotices } from "../frame/notices.tsx";
import { BringBackDialog } from "./bring-back-dialog.tsx";
import "./draft.css";
import { DRAFT_SHORTCUT } from "./draft-button.tsx";
import type { ShownDraft } from "./use-shown-draft.ts";

interface Props {
  readonly shown: ShownDraft;
  readonly draft: OpenDraft;
  readonly language: ArticleLanguage;
  /** Whether this member may write in the article now. */
  readonly mayWrite: boolean;
}

/** Says across the page that one is in a private draft, and leads out of it (DR8, DR9). */
export function DraftBar({ shown, draft, language, mayWrite }: Props) {
  const t = useText();
  const { say } = useNotices();
  const [open, setOpen] = useState<"bring" | "discard" | null>(null);
  const { isOrphan, leave, discard } = shown;
  useShortcut(DRAFT_SHORTCUT, leave);
  const mayBring = mayWrite && !isOrphan;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(finalTextOf(draft.draft));
      say("drafts.copied");
    } catch {
      say("drafts.copy.failed");
    }
  };
  const close = () => setOpen(null);
  return (
    <section className="draft-bar" aria-label={t("drafts.bar")} data-region="draft">
      <DraftIcon />
      <p>
        <strong>{t("drafts.bar")}</strong>{" "}
        <span>{t(isOrphan ? "drafts.bar.orphan" : mayWrite ? "drafts.bar.about" : "drafts.bar.reader")}</span>
      </p>
      <div className="draft-acts">
        {mayBring && (
          <Button className="app-button app-primary" onPress={() => setOpen("bring")}>
            {t("drafts.bring")}
          </Button>
        )}
        {!isOrphan && (
          <Button className="app-button" onPress={leave}>
            {t("drafts.back")}
          </Button>
        )}
        <Button className="app-button" onPress={() => void copy()}>
          {t("drafts.copy")}
        </Button>
        <Button className="app-button app-danger" onPress={() => setOpen("discard")}>
          {t("drafts.discard")}
        </Button>
      </div>
      <ModalOverlay className="app-over" isOpen={open === "bring"} onOpenChange={(isOpen) => !isOpen && close()} isDismissable>
        <Modal className="draft-modal">
          <BringBackDialog draft={draft} language={language} onClose={close} onDone={discard} />
        </Modal>
      </ModalOverlay>
      <ModalOverlay className="app-over" isOpen={open === "discard"} onOpenChange={(isOpen) => !isOpen && close()} isDismissable>
        <Modal className="app-quick">
          <Dialog className="app-dialog" role="alertdialog">
            <Heading slot="title" level={2}>
              {t("drafts.discard.title")}
            </Heading>
            <p>{t("drafts.discard.text")}</p>
            <div className="app-row">
              <Button className="app-button app-primary" onPress={close}>
                {t("drafts.discard.cancel")}
              </Button>
              <Button className="app-button app-danger" onPress={discard}>
                {t("drafts.discard.now")}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

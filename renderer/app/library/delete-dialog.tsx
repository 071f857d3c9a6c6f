import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";

interface Props {
  /** How many are to be deleted; null while nobody asks. */
  readonly count: number | null;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks before articles are deleted for good, and says what that means. */
export function DeleteDialog({ count, onDelete, onClose }: Props) {
  const t = useText();
  return (
    <ModalOverlay className="app-over" isOpen={count !== null} onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable>
      <Modal className="app-quick">
        <Dialog className="app-dialog" role="alertdialog">
          <Heading slot="title" level={2}>
            {t("app.library.delete.title", { count: count ?? 0 })}
          </Heading>
          <p>{t("app.library.delete.text")}</p>
          <div className="app-row">
            <Button className="app-button app-primary" onPress={onClose}>
              {t("app.library.delete.cancel")}
            </Button>
            <Button className="app-button app-danger" onPress={onDelete}>
              {t("app.library.delete.now")}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useText } from "../i18n/text.tsx";

/** A button that asks before a version is deleted for good. */
export function DeleteVersion({ onDelete }: { readonly onDelete: () => void }) {
  const t = useText();
  return (
    <DialogTrigger>
      <Button className="app-button">{t("versions.delete")}</Button>
      <ModalOverlay className="app-over" isDismissable>
        <Modal className="app-quick">
          <Dialog className="app-dialog" role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title" level={2}>
                  {t("versions.delete.title")}
                </Heading>
                <p>{t("versions.delete.text")}</p>
                <div className="app-row">
                  <Button className="app-button app-primary" onPress={close}>
                    {t("versions.delete.cancel")}
                  </Button>
                  <Button
                    className="app-button app-danger"
                    onPress={() => {
                      close();
                      onDelete();
                    }}
                  >
                    {t("versions.delete.now")}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

import { useCallback, useState } from "react";
import { Modal, ModalOverlay } from "react-aria-components";
import { Tool } from "../editor/index.ts";
import { useText } from "../i18n/text.tsx";
import { useShortcut } from "../keys/use-shortcut.ts";
import { VersionsIcon } from "../theme/icons.tsx";
import "./versions.css";
import { VersionsScreen } from "./versions-screen.tsx";
import type { VersionsScreenProps } from "./screen-props.ts";

const SHORTCUT = "Mod-Alt-Shift-H";

/** Opens the versions of the article: a button at the end of the bar, and Ctrl+Alt+Shift+H. Nothing is read before that. */
export function VersionsButton(props: Omit<VersionsScreenProps, "onClose">) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const open = useCallback(() => setOpen(true), []);
  useShortcut(SHORTCUT, open);
  return (
    <>
      <Tool name={t("versions.name")} keys={SHORTCUT} onPress={open}>
        <VersionsIcon />
      </Tool>
      <ModalOverlay className="app-over versions-over" isOpen={isOpen} onOpenChange={setOpen}>
        <Modal className="versions-modal">
          <VersionsScreen {...props} onClose={close} />
        </Modal>
      </ModalOverlay>
    </>
  );
}

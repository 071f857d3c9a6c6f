import { useCallback, useEffect, useState } from "react";
import { Modal, ModalOverlay } from "react-aria-components";
import { Tool } from "../editor/index.ts";
import { useText } from "../i18n/text.tsx";
import { VersionsIcon } from "../theme/icons.tsx";
import "./versions.css";
import { VersionsScreen } from "./versions-screen.tsx";
import type { VersionsScreenProps } from "./screen-props.ts";

/** Opens the versions of the article: a button at the end of the bar, and Ctrl+Alt+Shift+H. Nothing is read before that. */
export function VersionsButton(props: Omit<VersionsScreenProps, "onClose">) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyH" || !(event.ctrlKey || event.metaKey) || !event.altKey || !event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(true);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  return (
    <>
      <Tool name={t("versions.name")} keys="Mod-Alt-Shift-H" onPress={() => setOpen(true)}>
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

/** Notes that have no place beside the text: those whose text is gone, and those that are done. */
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Thread } from "../../shared/notes/threads.ts";
import { useText } from "../i18n/text.tsx";

export interface TrayProps {
  readonly title: string;
  readonly hint?: string;
  readonly threads: readonly Thread[];
  readonly card: (thread: Thread) => ReactNode;
  /** Fastens a thread to the selection, false when there is none; null where that makes no sense. */
  readonly onAttach: ((thread: string) => boolean) | null;
}

/** Shows nothing while it is empty. */
export function Tray({ title, hint, threads, card, onAttach }: TrayProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [nothing, setNothing] = useState(false);
  if (threads.length === 0) return null;
  return (
    <section className="margin-tray">
      <Button className="margin-tray-title" aria-expanded={open} onPress={() => setOpen(!open)}>
        {title}
      </Button>
      {open && (
        <>
          {hint && <p className="margin-tray-hint">{hint}</p>}
          {threads.map((thread) => (
            <div key={thread.id} className="margin-tray-note">
              {card(thread)}
              {onAttach && (
                <Button className="margin-attach" preventFocusOnPress onPress={() => setNothing(!onAttach(thread.id))}>
                  {t("margin.attach")}
                </Button>
              )}
            </div>
          ))}
          <p role="alert" className="margin-tray-hint">
            {nothing ? t("margin.attach.nothing") : ""}
          </p>
        </>
      )}
    </section>
  );
}

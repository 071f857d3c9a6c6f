import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Thread } from "../../../shared/notes/thread.ts";
import { useText } from "../../i18n/text.tsx";

interface Props {
  readonly name: string;
  readonly hint: string | null;
  readonly threads: readonly Thread[];
  readonly card: (thread: Thread) => ReactNode;
  /** Attaches a thread to the selection, false when there is none; null where that makes no sense. */
  readonly onAttach: ((thread: string) => boolean) | null;
  readonly mayAttach: (thread: Thread) => boolean;
}

/** Notes drawn at first, and added by each press of "more". */
const STEP = 30;

/**
 * Notes that have no place beside the text: those whose text is gone, and those that are resolved. Laid over the column, which stays
 * as it is.
 */
export function NoteList({ name, hint, threads, card, onAttach, mayAttach }: Props) {
  const t = useText();
  const [drawn, setDrawn] = useState(STEP);
  const [nothing, setNothing] = useState(false);
  return (
    <section className="margin-list" aria-label={name}>
      {hint && <p className="margin-list-hint">{hint}</p>}
      {threads.slice(0, drawn).map((thread) => (
        <div key={thread.id} className="margin-list-note">
          {card(thread)}
          {onAttach && mayAttach(thread) && (
            <Button className="margin-attach" preventFocusOnPress onPress={() => setNothing(!onAttach(thread.id))}>
              {t("margin.attach")}
            </Button>
          )}
        </div>
      ))}
      {threads.length > drawn && (
        <Button className="margin-earlier" onPress={() => setDrawn(drawn + STEP)}>
          {t("margin.more", { count: threads.length - drawn })}
        </Button>
      )}
      <p role="alert" className="margin-list-hint">
        {nothing ? t("margin.attach.nothing") : ""}
      </p>
    </section>
  );
}

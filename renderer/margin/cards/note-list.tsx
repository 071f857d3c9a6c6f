import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Thread } from "../../../shared/notes/thread.ts";
import { useText } from "../../i18n/text.tsx";

interface Props {
  readonly name: string;
  readonly hint: string | null;
  readonly threads: readonly Thread[];
  /** The active note, or null; it is drawn, however far down it stands. */
  readonly active: string | null;
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
export function NoteList({ name, hint, threads, active, card, onAttach, mayAttach }: Props) {
  const t = useText();
  const [drawn, setDrawn] = useState(STEP);
  const until = Math.max(drawn, threads.findIndex(({ id }) => id === active) + 1);
  const [nothing, setNothing] = useState(false);
  return (
    <section className="margin-list" aria-label={name}>
      {hint && <p className="margin-list-hint">{hint}</p>}
      {threads.slice(0, until).map((thread) => (
        <div key={thread.id} className="margin-list-note">
          {card(thread)}
          {onAttach && mayAttach(thread) && (
            <Button className="margin-attach" preventFocusOnPress onPress={() => setNothing(!onAttach(thread.id))}>
              {t("margin.attach")}
            </Button>
          )}
        </div>
      ))}
      {threads.length > until && (
        <Button className="margin-earlier" onPress={() => setDrawn(until + STEP)}>
          {t("margin.more", { count: threads.length - until })}
        </Button>
      )}
      <p role="alert" className="margin-list-hint">
        {nothing ? t("margin.attach.nothing") : ""}
      </p>
    </section>
  );
}

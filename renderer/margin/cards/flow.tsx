import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { COMPOSER } from "../layout/column-layout.ts";
import type { MarginModel } from "../margin-model.ts";

interface Props {
  readonly model: MarginModel;
  /** In the order of their texts. */
  readonly ids: readonly string[];
  /** The active note, or null. */
  readonly active: string | null;
  /** The sheet can be seen. */
  readonly isOpen: boolean;
  readonly note: (id: string) => ReactNode;
}

/** Notes drawn at first, and added by each press of "more". */
const STEP = 60;

/** The notes one under the other, in a sheet over the text. */
export function Flow({ model, ids, active, isOpen, note }: Props) {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(STEP);
  const chosen = ids.includes(COMPOSER) ? COMPOSER : active;
  const until = Math.max(drawn, chosen === null ? 0 : ids.indexOf(chosen) + 1);
  useLayoutEffect(() => model.activeNote.setShown(ids), [model, ids]);
  useLayoutEffect(() => {
    // A hidden note cannot be scrolled to.
    if (isOpen && chosen !== null) list.current?.querySelector(`[data-note="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, isOpen]);
  return (
    <div className="margin-flow" ref={list}>
      {ids.slice(0, until).map((id) => (
        <div key={id} className="margin-flow-note" data-note={id}>
          {note(id)}
        </div>
      ))}
      {ids.length > until && (
        <Button className="margin-earlier" onPress={() => setDrawn(until + STEP)}>
          {t("margin.more", { count: ids.length - until })}
        </Button>
      )}
    </div>
  );
}

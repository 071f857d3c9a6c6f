import { useEffect, useState, type RefObject } from "react";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { MarginModel } from "../margin-model.ts";

interface Props {
  readonly model: MarginModel;
  readonly margin: RefObject<HTMLElement | null>;
}

/**
 * Tells a screen reader which note or suggestion the keys led to while the focus stays in the text, and that there is no further one
 * (NO22). In the margin the focus goes along, which says the same.
 */
export function SpokenStep({ model, margin }: Props) {
  const t = useText();
  const step = useStore(model.activeNote.lastStep);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!step) return undefined;
    const say = () => {
      if (step.note === null) return setSaid(t("margin.step.none"));
      const card = margin.current?.querySelector(`[data-card="${CSS.escape(step.note)}"]`);
      if (!card?.contains(document.activeElement)) setSaid(card?.getAttribute("aria-label") ?? "");
    };
    // A card that was far away is drawn by then, and the focus has gone along.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(say);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      setSaid("");
    };
  }, [margin, step, t]);
  return <output className="app-hidden">{said}</output>;
}

import { useEffect } from "react";

type Step = (by: 1 | -1) => void;

/** Of what can be walked through, the latest is. */
const shown: Step[] = [];

/** F7 and Shift+F7, wherever the focus is, while a component is shown that has something to walk through. */
export function useStepKeys(onStep: Step): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F7" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || shown.at(-1) !== onStep) return;
      event.preventDefault();
      event.stopPropagation();
      onStep(event.shiftKey ? -1 : 1);
    };
    shown.push(onStep);
    document.addEventListener("keydown", onKey, { capture: true });
    return () => {
      shown.splice(shown.lastIndexOf(onStep), 1);
      document.removeEventListener("keydown", onKey, { capture: true });
    };
  }, [onStep]);
}

import { useCallback, useState, type KeyboardEvent } from "react";

export interface Active {
  /** Number of the option; -1 for none. */
  readonly index: number;
  readonly setIndex: (index: number) => void;
  /** Handles the arrow keys, and with `all` also Home, End and the page keys. @returns the new index; null for any other key */
  readonly move: (event: KeyboardEvent, all?: boolean) => number | null;
}

/** Options in one page. */
const PAGE = 10;

/**
 * Which of a number of options is the active one, while the focus stays in the field or list that takes the keys.
 * @param count of the options
 */
export function useActive(count: number): Active {
  const [chosen, setIndex] = useState(-1);
  const index = Math.min(chosen, count - 1);
  const move = useCallback(
    (event: KeyboardEvent, all = false) => {
      if (count === 0 || event.altKey) return null;
      const to = target(event.key, index, count, all);
      if (to === null) return null;
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, to));
      setIndex(next);
      return next;
    },
    [count, index],
  );
  return { index, setIndex, move };
}

function target(key: string, index: number, count: number, all: boolean): number | null {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "Home":
      return all ? 0 : null;
    case "End":
      return all ? count - 1 : null;
    case "PageDown":
      return all ? index + PAGE : null;
    case "PageUp":
      return all ? index - PAGE : null;
    default:
      return null;
  }
}

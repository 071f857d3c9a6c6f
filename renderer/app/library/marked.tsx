import type { ReactNode } from "react";
import { detectDirection } from "../../../shared/text/direction.ts";
import { inOrder } from "../../i18n/isolated.ts";

interface Props {
  readonly text: string;
  /** In order, none over another. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** A text in which the parts that a search found are marked. */
export function Marked({ text, ranges }: Props) {
  const part = inOrder(text, detectDirection(text) ?? "rtl");
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(part(at, start), <mark key={start}>{part(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {parts}
      {part(at, text.length)}
    </>
  );
}

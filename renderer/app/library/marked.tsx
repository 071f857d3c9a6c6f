/** A text in which parts are marked, as a search found them. */
import type { ReactNode } from "react";

interface Props {
  readonly text: string;
  /** In order, none over another. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

export function Marked({ text, ranges }: Props) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return <>{parts}{text.slice(at)}</>;
}

import type { ReactNode } from "react";

interface Props {
  readonly text: string;
  /** In order, none over another. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** A text in which the parts that a search found are marked. */
export function Marked({ text, ranges }: Props) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

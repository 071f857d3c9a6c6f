import type { ReactNode } from "react";
import { automaticIsolates } from "../../shared/text/automatic-isolates.ts";

/** A text of people in which numbers and names stand in order among right-to-left words, as in an article (BD20). */
export function IsolatedText({ text }: { readonly text: string }) {
  const isolates = automaticIsolates(text, true);
  if (isolates.length === 0) return text;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of isolates) {
    parts.push(
      text.slice(at, from),
      <bdi key={from} dir="ltr">
        {text.slice(from, to)}
      </bdi>,
    );
    at = to;
  }
  return [...parts, text.slice(at)];
}

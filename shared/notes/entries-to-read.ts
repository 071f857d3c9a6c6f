import type { Written } from "./written.ts";
import type { Thread } from "./thread.ts";

/** What of a thread somebody may have to read: the messages that are there, and that it was assigned to them (NO36). */
export function entriesToRead({ messages, assigned }: Thread, member: string): Written[] {
  const said = messages.filter(({ deleted, missing }) => !deleted && !missing);
  return assigned?.to.member === member ? [...said, assigned] : said;
}

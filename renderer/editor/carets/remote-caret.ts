import type { CaretRange } from "./cursor.ts";
import type { PlacedPresence } from "./presences.ts";

/** The caret of a colleague, where it stands in this window. */
export interface RemoteCaret extends PlacedPresence, CaretRange {
  /** How often its member has moved it; edits of others that shift it do not count. */
  readonly moves: number;
}

import type { CharacterId } from "../model/character-id.ts";
import type { Embed } from "../model/embed.ts";
import type { Attributes } from "../model/tokens.ts";

/** One operation of a delta: https://docs.yjs.dev/api/delta-format. */
export interface DeltaOp {
  readonly insert?: string | Embed;
  readonly delete?: number;
  readonly retain?: number;
  /** Of what is inserted; of what is retained those that changed, null for one that is gone. */
  readonly attributes?: Attributes;
  /** Of a `\n` that is inserted, which stands alone: which one it is. */
  readonly id?: CharacterId;
}

/** The length in the body of what an operation inserts. */
export const lengthOf = (insert: string | Embed): number => (typeof insert === "string" ? insert.length : 1);

import type { ReadMarks } from "../../../shared/read-marks.ts";
import { Store, type Readable } from "../../store/store.ts";

/** Where it is kept what this person has read of one article. */
export interface ReadMarkStore {
  /** Null before it is known. */
  readonly marks: Readable<ReadMarks | null>;
  /** More was read. */
  add(more: ReadMarks): void;
  destroy(): void;
}

/** Keeps nothing. */
export const noReadMarks: ReadMarkStore = {
  marks: new Store<ReadMarks | null>(new Map()),
  add: () => undefined,
  destroy: () => undefined,
};

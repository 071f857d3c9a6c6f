/** A row of `rooms`. */
export interface RoomRow {
  readonly id: number;
  readonly name: string;
  readonly seq: number;
  readonly state_seq: number;
  /** Updates of this desk that the relay has not confirmed. */
  readonly waiting: number;
  readonly updated_at: number;
}

/** A row of `updates`. */
export interface UpdateRow {
  readonly seq: number;
  readonly data: Uint8Array;
  readonly packed: number;
}

/** A row of `times`. */
export interface TimeRow {
  readonly end: number;
  readonly at: number;
}

/** A row of `authors`. */
export interface AuthorRow {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  readonly author: string | null;
  readonly brought_by: string | null;
  /** When it was entered or grew, as the log counts time. */
  readonly changed: number;
}

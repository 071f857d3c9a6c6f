/** Who wrote something, and when. */
export interface Written {
  /** Yjs client that wrote it, and its clock there. */
  readonly client: number;
  readonly clock: number;
  /** Milliseconds since 1970, by its writer's clock; a later time than now is read as now. */
  readonly at: number;
}

/** Whether two things were written by the same person. */
export type SameAuthor = (a: Written, b: Written) => boolean;

/** Compares the client IDs: all that the notes themselves say of their authors. */
export const sameClient: SameAuthor = (a, b) => a.client === b.client;

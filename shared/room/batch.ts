/** Frames of one turn that go to many peers, in order. */
export class Batch {
  readonly frames: readonly Uint8Array[];
  /** What a transport made of the frames for one peer, kept for the next: they are encoded once for all (SY5). */
  wire: unknown = null;

  constructor(frames: readonly Uint8Array[]) {
    this.frames = frames;
  }
}

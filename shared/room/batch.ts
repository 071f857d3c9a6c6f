/** Frames of one turn of the event loop that go to many peers, in order. */
export class Batch {
  readonly frames: readonly Uint8Array[];
  /** The frames as a transport has encoded them, kept for the next peer: they are encoded once (SY5). */
  wire: unknown = null;

  constructor(frames: readonly Uint8Array[]) {
    this.frames = frames;
  }
}

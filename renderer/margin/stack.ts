/**
 * Where the notes of a column stand: each level with its text, none over another. The active note stands exactly at its
 * text; the others give way, up before it and down behind it. Without an active note the first has its place.
 */
export interface Note {
  readonly id: string;
  /** Level of its text, in pixels from the top of the column. */
  readonly wanted: number;
  readonly height: number;
}

/**
 * @param notes in the order of their texts
 * @param top nothing stands above it
 * @param gap between two notes, in pixels
 * @returns the top of each note, in the same order
 */
export function stack(notes: readonly Note[], active: string | null, top: number, gap: number): number[] {
  let floor = top;
  // No note can stand higher than those before it leave room for.
  const tops = notes.map(({ wanted, height }) => {
    const own = Math.max(wanted, floor);
    floor += height + gap;
    return own;
  });
  const pinned = Math.max(0, notes.findIndex((note) => note.id === active));
  for (let i = pinned + 1; i < notes.length; i++) {
    tops[i] = Math.max(tops[i]!, tops[i - 1]! + notes[i - 1]!.height + gap);
  }
  for (let i = pinned - 1; i >= 0; i--) {
    tops[i] = Math.min(tops[i]!, tops[i + 1]! - notes[i]!.height - gap);
  }
  return tops;
}

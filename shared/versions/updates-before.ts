/**
 * What a room had before an update that has just been committed: the update's bytes are found from the end.
 * @param updates of the room, as its log has them
 * @returns null where the update was compacted already
 */
export function updatesBefore(updates: readonly Uint8Array[], update: Uint8Array): readonly Uint8Array[] | null {
  const at = updates.findLastIndex((one) => one.length === update.length && one.every((byte, i) => byte === update[i]));
  return at < 0 ? null : updates.slice(0, at);
}

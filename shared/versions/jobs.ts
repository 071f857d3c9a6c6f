/** What a thread beside the one that serves does for versions, over a connection to the database that may only read. */
import { readRoomRows } from "../store/room-rows.ts";
import type { SqlDatabase } from "../store/update-log.ts";
import { makeVersion, type MadeVersion } from "./make-version.ts";
import type { Zstd } from "./packing.ts";
import { packWith, VersionReader, type PackedState } from "./version-table.ts";

export interface VersionJob {
  readonly article: string;
  /** The article's body. Its updates are in the room's own rows: compact the journal first. */
  readonly room: string;
  /** A version is made even if nothing changed since the last one. */
  readonly isNamed: boolean;
}

export type PackedVersion = MadeVersion & { readonly packed: PackedState };

/** @returns null when nothing changed since the last version, and this one has no name */
export function makePackedVersion(db: SqlDatabase, zstd: Zstd, { article, room, isNamed }: VersionJob): PackedVersion | null {
  const latest = new VersionReader(db, zstd).latest(article);
  const made = makeVersion(readRoomRows(db, room).updates, latest?.state ?? null);
  if (!made.isChanged && latest && !isNamed) return null;
  return { ...made, packed: packWith(zstd, made.state, latest) };
}

/** What a thread beside the one that serves does for versions, over a connection to the database that may only read. */
import { readRoomRows } from "../store/room-rows.ts";
import type { SqlDatabase } from "../store/update-log.ts";
import { lostCharacters } from "./lost-characters.ts";
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

/** How much of a text has to go for a large deletion: this part of it, or so many characters, which are a column of print. */
const LARGE = { part: 0.25, least: 100, characters: 2000 };

/** Whether much of a text is gone. */
export interface DeletionJob {
  readonly article: string;
  /** As in `VersionJob`. */
  readonly room: string;
  /** What the room had before. */
  readonly before: readonly Uint8Array[];
}

/** @returns a version of what there was before; null where no large part of it went, or where the last version has it */
export function makeVersionBeforeDeletion(db: SqlDatabase, zstd: Zstd, { article, room, before }: DeletionJob): PackedVersion | null {
  const lost = lostCharacters(before, readRoomRows(db, room).updates);
  if (lost.count < LARGE.least || (lost.count < LARGE.characters && lost.count < LARGE.part * lost.of)) return null;
  const latest = new VersionReader(db, zstd).latest(article);
  const made = makeVersion(before, latest?.state ?? null);
  return made.isChanged ? { ...made, packed: packWith(zstd, made.state, latest) } : null;
}

/** @returns null when nothing changed since the last version, and this one has no name */
export function makePackedVersion(db: SqlDatabase, zstd: Zstd, { article, room, isNamed }: VersionJob): PackedVersion | null {
  const latest = new VersionReader(db, zstd).latest(article);
  const made = makeVersion(readRoomRows(db, room).updates, latest?.state ?? null);
  if (!made.isChanged && latest && !isNamed) return null;
  return { ...made, packed: packWith(zstd, made.state, latest) };
}

import type { DeletionJob, PackedVersion, VersionJob } from "../../shared/versions/jobs.ts";
import type { UpdateContent } from "../../shared/update/scan.ts";

/** The jobs of the thread. It reads the rooms' own rows: compact the journal first. */
export type Job =
  | { readonly do: "compact"; readonly room: string }
  | { readonly do: "missing"; readonly room: string; readonly stateVector: Uint8Array }
  | { readonly do: "tryOut"; readonly room: string; readonly update: Uint8Array }
  | ({ readonly do: "version" } & VersionJob)
  | ({ readonly do: "deletion" } & DeletionJob)
  | { readonly do: "versionState"; readonly article: string; readonly id: string }
  | { readonly do: "scan"; readonly update: Uint8Array; readonly flat: boolean };

/** The result of each job. */
export interface Results {
  /** `state` is null where there is nothing to compact. */
  readonly compact: { readonly seq: number; readonly state: Uint8Array | null };
  readonly missing: Uint8Array;
  readonly tryOut: null;
  /** Null where nothing changed since the last version. */
  readonly version: PackedVersion | null;
  /** Null where no large part of the text was deleted. */
  readonly deletion: PackedVersion | null;
  /** Null where there is no such version. */
  readonly versionState: Uint8Array | null;
  readonly scan: UpdateContent;
}

/** To the thread. */
export interface Asked {
  readonly id: number;
  readonly job: Job;
}

/** From the thread. */
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failed: string; readonly isUpdate: boolean };

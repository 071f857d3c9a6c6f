/** A worker thread that does one job of versions, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import zlib from "node:zlib";
import Database from "better-sqlite3";
import { makePackedVersion, makeVersionBeforeDeletion, type DeletionJob, type VersionJob } from "../../../shared/versions/jobs.ts";
import { collidedSides, packBase, type EndedAbsence } from "./absence-jobs.ts";

/** What the thread is started with. */
export type VersionThreadData =
  /** Make a version of what the desk's database has, or had. @param file path of the database */
  | { readonly do: "version"; readonly file: string; readonly job: VersionJob }
  | { readonly do: "deletion"; readonly file: string; readonly job: DeletionJob }
  | { readonly do: "base"; readonly updates: readonly Uint8Array[] }
  | { readonly do: "sides"; readonly absence: EndedAbsence };

function answer(data: VersionThreadData): unknown {
  if (data.do === "base") return packBase(zlib, data.updates);
  if (data.do === "sides") return collidedSides(zlib, data.absence);
  const db = new Database(data.file, { readonly: true, fileMustExist: true });
  try {
    return data.do === "version" ? makePackedVersion(db, zlib, data.job) : makeVersionBeforeDeletion(db, zlib, data.job);
  } finally {
    db.close();
  }
}

parentPort!.postMessage(answer(workerData as VersionThreadData));

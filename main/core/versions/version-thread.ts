/** A worker thread that does one job of versions, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import zlib from "node:zlib";
import Database from "better-sqlite3";
import { makePackedVersion, type VersionJob } from "../../../shared/versions/jobs.ts";
import { collidedSides, packBase, type EndedAbsence } from "./absence-jobs.ts";

/** What the thread is started with. */
export type VersionThreadData =
  /** Makes a version of what the desk's database has. @param file path of the database */
  | { readonly do: "version"; readonly file: string; readonly job: VersionJob }
  | { readonly do: "base"; readonly updates: readonly Uint8Array[] }
  | { readonly do: "sides"; readonly absence: EndedAbsence };

function answer(data: VersionThreadData): unknown {
  if (data.do === "base") return packBase(zlib, data.updates);
  if (data.do === "sides") return collidedSides(zlib, data.absence);
  const db = new Database(data.file, { readonly: true, fileMustExist: true });
  try {
    return makePackedVersion(db, zlib, data.job);
  } finally {
    db.close();
  }
}

parentPort!.postMessage(answer(workerData as VersionThreadData));

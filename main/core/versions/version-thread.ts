/** A worker thread that makes one version of what the desk's database has, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import zlib from "node:zlib";
import Database from "better-sqlite3";
import { makePackedVersion, type VersionJob } from "../../../shared/versions/jobs.ts";

/** What the thread is started with. */
export interface VersionThreadData {
  /** Path of the database. */
  readonly file: string;
  readonly job: VersionJob;
}

const { file, job } = workerData as VersionThreadData;
const db = new Database(file, { readonly: true, fileMustExist: true });
try {
  parentPort!.postMessage(makePackedVersion(db, zlib, job));
} finally {
  db.close();
}

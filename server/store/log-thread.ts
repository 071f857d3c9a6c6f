/** A worker thread that reads rooms over a database connection of its own, for work that would hold up the thread that serves. */
import { platform, setPriority } from "node:os";
import zlib from "node:zlib";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { Merged } from "../../shared/update/merge.ts";
import { readUpdate, UpdateError } from "../../shared/update/scan.ts";
import { compactUpdates, tryOut } from "../../shared/update/compact.ts";
import { readRoomRows } from "../../shared/store/room-rows.ts";
import { makePackedVersion, makeVersionBeforeDeletion } from "../../shared/versions/jobs.ts";
import { VersionReader } from "../../shared/versions/version-table.ts";
import type { Answer, Asked, Job, Results } from "./log-jobs.ts";

const db = new Database(workerData as string, { readonly: true, fileMustExist: true });

/**
 * The thread that serves goes first where cores are few; yet a person who opens a long article waits for this one, so that it must
 * get on beside other programs, too. At 19, with two processors busy, it got a hundredth of one.
 */
const NICENESS = 5;

// Under Linux it is the thread's own.
if (platform() === "linux") setPriority(NICENESS);

const WORK: { readonly [K in Job["do"]]: (job: Extract<Job, { do: K }>) => Results[K] } = {
  compact({ room }) {
    const { seq, updates } = readRoomRows(db, room);
    return { seq, state: updates.length > 1 ? compactUpdates(updates) : null };
  },
  missing({ room, stateVector }) {
    const { update } = new Merged(readRoomRows(db, room).updates);
    return stateVector.length === 1 ? update : Y.diffUpdate(update, stateVector);
  },
  tryOut({ room, update }) {
    tryOut(readRoomRows(db, room).updates, update);
    return null;
  },
  version: (job) => makePackedVersion(db, zlib, job),
  deletion: (job) => makeVersionBeforeDeletion(db, zlib, job),
  versionState: ({ article, id }) => new VersionReader(db, zlib).state(article, id),
  scan: ({ update, flat }) => readUpdate(update, null, flat),
};

parentPort!.on("message", ({ id, job }: Asked) => {
  let answer: Answer;
  try {
    const work = WORK[job.do] as (job: Job) => unknown;
    answer = { id, result: work(job) };
  } catch (error) {
    answer = { id, failed: error instanceof Error ? error.message : String(error), isUpdate: error instanceof UpdateError };
  }
  parentPort!.postMessage(answer);
});

/** The compactor's worker: reads a room's rows over a connection of its own and folds them. It writes nothing. */
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { mergeLog } from "../shared/room/update.ts";
import { settledState } from "../shared/store/settled.ts";
import type { Folded } from "./compactor.ts";

const db = new Database(workerData as string, { readonly: true, fileMustExist: true });

parentPort!.on("message", (room: string) => {
  const answer = fold(room);
  const moved = "state" in answer && answer.state ? [answer.state.buffer as ArrayBuffer] : [];
  parentPort!.postMessage(answer, moved);
});

function fold(room: string): Folded {
  try {
    const { seq, updates } = settledState(db, room);
    return { room, seq, state: updates.length > 1 ? mergeLog(updates) : null };
  } catch (error) {
    return { room, failed: error instanceof Error ? error.message : String(error) };
  }
}

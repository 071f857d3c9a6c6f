/** A worker thread that writes the folder of one night, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { writeNight, type NightJob } from "./night-folder.ts";

parentPort!.postMessage(writeNight(workerData as NightJob));

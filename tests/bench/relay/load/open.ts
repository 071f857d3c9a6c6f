/** People open documents and sit still. */
import { connectAll, type Client } from "./client.ts";
import type { OpenJob, Outcome } from "./job.ts";

let sitting: readonly Client[] = [];

/** @returns milliseconds until the last one had its document, and the bytes of the last answer */
export async function open(job: OpenJob): Promise<Outcome> {
  const upload = job.upload === "" ? null : Buffer.from(job.upload, "base64");
  const start = performance.now();
  sitting = await connectAll(job.seats, () => ({ dialect: job.dialect, synced: job.synced, ...(upload ? { upload } : {}) }));
  return { milliseconds: performance.now() - start, bytes: sitting.at(-1)?.answered ?? 0 };
}

export async function close(): Promise<Outcome> {
  for (const { line } of sitting) line.close();
  await Promise.all(sitting.map(({ line }) => line.closed));
  sitting = [];
  return {};
}

import { ImportError, type ImportedFile } from "../../shared/import/imported-file.ts";
import type { DocxAnswer, ReadRequest, WriteRequest } from "./messages.ts";

/** Writes an article as a document of a word processor, in a worker. @throws Error when the worker breaks */
export async function writeInWorker(request: Omit<WriteRequest, "type">): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await run({ type: "write", ...request });
  if (answer.type !== "written") throw new Error(`a worker that was to write says ${answer.type}`);
  return answer.bytes;
}

/** Reads a file as an article, in a worker. @throws ImportError for what is none, Error when the worker breaks */
export async function readInWorker(request: Omit<ReadRequest, "type">): Promise<ImportedFile> {
  const answer = await run({ type: "read", ...request });
  if (answer.type === "refused") throw new ImportError(answer.code, request.name);
  if (answer.type !== "read") throw new Error(`a worker that was to read says ${answer.type}`);
  return answer.imported;
}

/** A worker for one job: whatever a document makes of its memory is gone with it. */
function run(request: ReadRequest | WriteRequest): Promise<DocxAnswer> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return new Promise<DocxAnswer>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<DocxAnswer>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(message || "the worker for documents broke")));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin of its own.
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

import { ImportError, type ImportedFile } from "../../shared/import/imported-file.ts";
import { runJob } from "../workers/run-job.ts";
import type { DocxAnswer, ReadRequest, WriteRequest } from "./messages.ts";

/** Writes an article as the content of a file, in a worker. @throws Error when the worker breaks */
export async function writeInWorker(request: Omit<WriteRequest, "type">): Promise<string | Uint8Array<ArrayBuffer>> {
  const answer = await run({ type: "write", ...request });
  if (answer.type !== "written") throw new Error(`a worker that was to write says ${answer.type}`);
  return answer.content;
}

/** Reads a file as an article, in a worker. @throws ImportError for what is none, Error when the worker breaks */
export async function readInWorker(request: Omit<ReadRequest, "type">): Promise<ImportedFile> {
  const answer = await run({ type: "read", ...request });
  if (answer.type === "refused") throw new ImportError(answer.code, request.name);
  if (answer.type !== "read") throw new Error(`a worker that was to read says ${answer.type}`);
  return answer.imported;
}

const run = (request: ReadRequest | WriteRequest): Promise<DocxAnswer> =>
  runJob(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }), request);

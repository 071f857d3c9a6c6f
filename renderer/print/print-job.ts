import type { PrintSettings } from "../../shared/export/print/print-settings.ts";
import { sentArticle, type Leaving } from "../export/leaving.ts";
import { runJob } from "../workers/run-job.ts";
import { fontRules } from "./font-rules.ts";
import type { PrintRequest } from "./messages.ts";

/**
 * Makes a page to be printed in a worker.
 * @param signal stops the worker
 * @returns HTML
 * @throws Error when the core does not answer or the worker breaks, the signal's reason when it is aborted
 */
export async function pageToPrint(leaving: Leaving, settings: PrintSettings, signal: AbortSignal): Promise<string> {
  const sent = await sentArticle(leaving);
  signal.throwIfAborted();
  const { language, at } = leaving;
  const request: PrintRequest = { ...sent, language, at, settings, fonts: { css: fontRules(), from: "'self'" } };
  return runJob(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }), request, signal);
}

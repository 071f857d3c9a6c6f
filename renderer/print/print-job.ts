import type { PrintSettings } from "../../shared/export/print/print-settings.ts";
import { sentArticle, type Leaving } from "../export/leaving.ts";
import { runJob } from "../workers/run-job.ts";
import { fontRules } from "./font-rules.ts";
import type { PrintRequest } from "./messages.ts";

/**
 * Makes a page to be printed in a worker, set as this person sees articles.
 * @param signal stops the worker
 * @returns HTML
 * @throws Error when the core does not answer or the worker breaks, the signal's reason when it is aborted
 */
export async function pageToPrint(leaving: Leaving, choice: Omit<PrintSettings, "page">, signal: AbortSignal): Promise<string> {
  const [sent, { page }] = await Promise.all([sentArticle(leaving), leaving.client.calls.settings()]);
  signal.throwIfAborted();
  const { language, at } = leaving;
  const request: PrintRequest = { ...sent, language, at, settings: { ...choice, page }, fonts: { css: fontRules(), from: "'self'" } };
  return runJob(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }), request, signal);
}

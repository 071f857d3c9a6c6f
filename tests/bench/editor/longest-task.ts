/** Reads Chromium's traces. */

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time of its thread, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Tasks of a thread, by the categories that name them. */
const TASKS: ReadonlySet<string> = new Set(["RunTask", "ThreadControllerImpl::RunTask"]);

/** @param trace as Chromium writes it @returns the longest task that a page's main thread had, in milliseconds of its processor time: others may work on the machine */
export function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const pages = new Set(traceEvents.filter(({ args }) => args?.name === "CrRendererMain").map(threadOf));
  let longest = 0;
  for (const event of traceEvents) if (TASKS.has(event.name) && pages.has(threadOf(event))) longest = Math.max(longest, event.tdur ?? 0);
  return longest / 1000;
}

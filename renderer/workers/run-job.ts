/**
 * Has a worker do one job: whatever this makes of its memory is gone with it.
 * @param worker that answers one message with one
 * @param signal stops it
 * @throws Error when the worker breaks, the signal's reason when it is aborted
 */
export function runJob<Answer>(worker: Worker, request: unknown, signal?: AbortSignal): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(message || "the worker broke")));
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    signal?.throwIfAborted();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin of its own.
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

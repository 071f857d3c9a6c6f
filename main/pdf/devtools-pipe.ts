import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** An answer of the browser, as far as it is read here. */
type Answer = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Speaks to a browser that was started with `--remote-debugging-pipe`, by the DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/): JSON, each message with a NUL behind it, on the file descriptors 3 and 4.
 */
export class DevtoolsPipe {
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #rest = "";
  #broken: Error | null = null;

  /** @param browser started with pipes for five descriptors */
  constructor(browser: ChildProcess) {
    const [, , , input, output] = browser.stdio;
    this.#input = input as Writable;
    const end = (why: string): void => this.#break(new Error(why));
    browser.once("error", ({ message }) => end(message));
    browser.once("exit", (code, signal) => end(`the browser ended with ${code ?? signal}`));
    // A pipe breaks where the browser ends, which says more.
    this.#input.on("error", () => undefined);
    (output as Readable)
      .setEncoding("utf8")
      .on("error", () => undefined)
      .on("data", (part: string) => this.#take(part));
  }

  /** @param session of a page; the browser itself without it. @throws Error with what the browser says against it, or when it ends */
  send(method: string, params: object = {}, session?: string): Promise<Answer> {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#input.write(`${JSON.stringify({ id, method, params, ...(session !== undefined && { sessionId: session }) })}\0`);
    });
  }

  #take(part: string): void {
    const messages = (this.#rest + part).split("\0");
    this.#rest = messages.pop()!;
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as { id?: number; result?: Answer; error?: { readonly message: string } };
      const waiting = id === undefined ? undefined : this.#waiting.get(id);
      if (!waiting) continue;
      this.#waiting.delete(id!);
      if (error) waiting.reject(new Error(error.message));
      else waiting.resolve(result ?? {});
    }
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }
}

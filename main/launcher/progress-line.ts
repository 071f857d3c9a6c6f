/** Milliseconds between two updates of a line that is written over. */
const UPDATE_EVERY = 200;
const MB = 1_000_000;

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Says how far a download is: on a terminal on one line, elsewhere, where all of it is kept, on a line for each quarter. */
export class ProgressLine {
  readonly #output: Output;
  #updated = Number.NEGATIVE_INFINITY;
  #quarter = 0;

  /** @param output such as `process.stdout` */
  constructor(output: Output) {
    this.#output = output;
  }

  /** @param received bytes. @param total bytes; null while that is unknown */
  update(received: number, total: number | null): void {
    const done = total === null ? 0 : Math.min(1, received / total);
    const text = total === null ? `  ${megabytes(received)}` : `  ${Math.floor(done * 100)} % of ${megabytes(total)}`;
    const quarter = Math.floor(done * 4);
    if (this.#output.isTTY && performance.now() - this.#updated > UPDATE_EVERY) this.#output.write(`\r\u001B[2K${text}`);
    else if (!this.#output.isTTY && quarter > this.#quarter) this.#output.write(`${text}\n`);
    else return;
    this.#updated = performance.now();
    this.#quarter = quarter;
  }

  /** Leaves the line, so that others can write. */
  end(): void {
    if (this.#output.isTTY && Number.isFinite(this.#updated)) this.#output.write("\n");
  }
}

const megabytes = (bytes: number): string => `${(bytes / MB).toFixed(0)} MB`;

/**
 * What the relay counts, in Prometheus' text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 */

/** Upper bounds of a commit's time, in seconds: a fast disk to one that is dying. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

interface Metric {
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  samples(name: string): string[];
}

/** Counts up, by the value of one label or without any. */
class Counter implements Metric {
  readonly type = "counter";
  readonly help: string;
  readonly #label: string | null;
  readonly #counts = new Map<string, number>();

  constructor(help: string, label: string | null = null) {
    this.help = help;
    this.#label = label;
    if (label === null) this.#counts.set("", 0);
  }

  /** @param value of the label: a word of the program, never one that a client chose. */
  add(value = "", by = 1): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + by);
  }

  samples(name: string): string[] {
    return [...this.#counts].map(([value, count]) => `${name}${this.#label === null ? "" : `{${this.#label}="${value}"}`} ${count}`);
  }
}

/** A number as it is when somebody asks. */
class Gauge implements Metric {
  readonly type = "gauge";
  readonly help: string;
  /** Gives the value; 0 until the part that has it is started. */
  read: () => number = () => 0;

  constructor(help: string) {
    this.help = help;
  }

  samples(name: string): string[] {
    return [`${name} ${this.read()}`];
  }
}

/** Counts values by upper bounds. */
class Histogram implements Metric {
  readonly type = "histogram";
  readonly help: string;
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  /** @param bounds rising. */
  constructor(help: string, bounds: readonly number[]) {
    this.help = help;
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count++;
    const bucket = this.#bounds.findIndex((bound) => value <= bound);
    if (bucket >= 0) this.#counts[bucket]!++;
  }

  samples(name: string): string[] {
    let below = 0;
    const buckets = this.#bounds.map((bound, i) => `${name}_bucket{le="${bound}"} ${(below += this.#counts[i]!)}`);
    return [...buckets, `${name}_bucket{le="+Inf"} ${this.#count}`, `${name}_sum ${this.#sum}`, `${name}_count ${this.#count}`];
  }
}

/** Everything that is counted; the parts of the relay count into it. */
export class Metrics {
  readonly connections = new Gauge("WebSockets that are open in a room.");
  readonly rooms = new Gauge("Rooms in memory.");
  readonly updates = new Counter("Updates committed.");
  readonly commits = new Histogram("Time of one commit to disk, in seconds.", COMMIT_BUCKETS);
  readonly backlog = new Gauge("Bytes that wait for slow readers.");
  readonly refusals = new Counter("What was refused, by reason.", "reason");

  /** The page that Prometheus reads. */
  render(): string {
    const named: [string, Metric][] = [
      ["tahrir_connections", this.connections],
      ["tahrir_rooms", this.rooms],
      ["tahrir_updates_total", this.updates],
      ["tahrir_commit_seconds", this.commits],
      ["tahrir_backlog_bytes", this.backlog],
      ["tahrir_refusals_total", this.refusals],
    ];
    const lines = named.flatMap(([name, metric]) => [
      `# HELP ${name} ${metric.help}`,
      `# TYPE ${name} ${metric.type}`,
      ...metric.samples(name),
    ]);
    return `${lines.join("\n")}\n`;
  }
}

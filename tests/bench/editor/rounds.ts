/** One article in all editors at once, each at its own page: they take turns key by key, so that a slow moment meets all of them. */
import type { Browser } from "playwright-core";
import { CONTENDERS, type ContenderName, type History, type Place, type Stored } from "./page/api.ts";
import type { Section } from "./report.ts";
import type { Scale } from "./scale.ts";
import { Seat } from "./seat.ts";

const PLACES: readonly (readonly [Place, where: string])[] = [
  ["middle", "in the middle"],
  ["end", "at the end"],
];

export interface Plan {
  readonly words: number;
  readonly history: History;
  readonly seed: number;
  /** Keys that count, in each place and round. */
  readonly keys: number;
  readonly rounds: number;
  readonly scale: Scale;
}

export async function measureArticle(browser: Browser, url: string, plan: Plan): Promise<Section> {
  const { words, history, seed, scale } = plan;
  const seats: [ContenderName, Seat][] = [];
  const stored = {} as Record<ContenderName, Stored>;
  for (const contender of CONTENDERS) {
    const seat = await Seat.take(browser, url);
    stored[contender] = await seat.prepare({ contender, words, seed, history, notes: scale.notes });
    seats.push([contender, seat]);
  }
  const rounds = new Rounds(seats, plan);
  for (let round = 0; round < plan.rounds; round++) await rounds.play();
  for (const [, { page }] of seats) await page.close();
  const rows = [...rounds.samples].map(([measure, times]) => ({ measure, times }));
  return { words, history, stored, rows };
}

/** Rounds of editors that have their seats, by name; all but a bare ProseMirror hear of a colleague. */
export class Rounds<N extends string> {
  readonly samples = new Map<string, Partial<Record<N, number[]>>>();
  readonly #seats: readonly (readonly [N, Seat])[];
  readonly #shared: readonly (readonly [N, Seat])[];
  readonly #keys: number;
  readonly #warmUp: number;
  readonly #openings: number;

  constructor(seats: readonly (readonly [N, Seat])[], { keys, scale }: Plan) {
    this.#seats = seats;
    this.#shared = seats.filter(([contender]) => contender !== "ProseMirror");
    this.#keys = keys;
    this.#warmUp = Math.ceil(keys / 4);
    this.#openings = scale.openings;
  }

  async play(): Promise<void> {
    for (let i = 0; i < this.#openings; i++) {
      for (const [contender, seat] of this.#seats) {
        const { shown, work } = await seat.open();
        this.#add("open", contender, shown);
        this.#add("all work of opening", contender, work);
      }
    }
    for (const [place, where] of PLACES) {
      for (const [, seat] of this.#seats) await seat.place(place);
      await this.#type(where);
    }
    await this.#receive();
    for (const [, seat] of this.#seats) await seat.close();
  }

  async #type(where: string): Promise<void> {
    for (let i = 0; i < this.#warmUp; i++) for (const [, seat] of this.#seats) await seat.press(i);
    const before = new Map<Seat, number>();
    for (const [, seat] of this.#seats) {
      await seat.tidy();
      await seat.startKeys();
      before.set(seat, await seat.busy());
    }
    for (let i = 0; i < this.#keys; i++) for (const [, seat] of this.#seats) await seat.press(i);
    for (const [contender, seat] of this.#seats) {
      const work = (await seat.busy()) - before.get(seat)!;
      const times = await seat.stopKeys();
      if (times.length !== this.#keys) throw new Error(`${contender} took ${times.length} of ${this.#keys} keys`);
      this.#add(`key ${where}`, contender, ...times);
      this.#add(`all work of a key ${where}`, contender, work / this.#keys);
    }
    for (let i = 0; i < this.#keys; i++) {
      for (const [contender, seat] of this.#seats) this.#add(`letter dispatched ${where}`, contender, await seat.dispatch());
    }
  }

  async #receive(): Promise<void> {
    for (const [, seat] of this.#shared) await seat.tidy();
    for (let i = -this.#warmUp; i < this.#keys; i++) {
      for (const [contender, seat] of this.#shared) {
        const { shown, laidOut } = await seat.remote();
        if (i < 0) continue;
        this.#add("remote letter", contender, shown);
        this.#add("remote letter, laid out", contender, laidOut);
      }
    }
  }

  #add(measure: string, contender: N, ...times: readonly number[]): void {
    let row = this.samples.get(measure);
    if (!row) this.samples.set(measure, (row = {}));
    (row[contender] ??= []).push(...times);
  }
}

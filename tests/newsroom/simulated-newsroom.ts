/** A newsroom in memory: people who write one article, and weather that decides when and how one hears of another. */
import * as Y from "yjs";
import type { Weather } from "./weather.ts";

/** A replica of the article. */
export interface Holder {
  readonly name: string;
  readonly doc: Y.Doc;
  receive(update: Uint8Array): void;
}

/** Somebody who writes in one. */
export interface Participant extends Holder {
  /** Called with each update of this one's own making. */
  onUpdate: (update: Uint8Array) => void;
}

/** An update on its way to one of the others. */
export interface Parcel<P extends Participant> {
  readonly to: P;
  readonly update: Uint8Array;
}

/** Rounds in which people may answer what they received, before that is taken for endless. */
const MOST_ROUNDS = 10;

export class SimulatedNewsroom<P extends Participant> {
  readonly people: readonly P[];
  /** Runs each delivery; a test that looks at what one does wraps it. */
  onDelivery: (parcel: Parcel<P>, deliver: () => void) => void = (_parcel, deliver) => deliver();
  readonly #weather: Weather<P>;

  constructor(people: readonly P[], weather: Weather<P>) {
    this.people = people;
    this.#weather = weather;
  }

  /** Connects all, from here on. @param article that they begin with; by default each has its own, which is the same */
  begin(article?: Y.Doc): void {
    for (const from of this.people) from.onUpdate = (update) => this.#send(from, update);
    if (!article) return;
    const update = Y.encodeStateAsUpdate(article);
    for (const person of this.people) person.receive(update);
  }

  /** Delivers one update that is on its way. @returns false where there is none */
  deliver(): boolean {
    const parcel = this.#weather.next();
    if (parcel) this.#deliver(parcel);
    return parcel !== null;
  }

  /** Delivers until nothing is on its way, each once. */
  settle(): void {
    for (let parcel = this.#weather.last(); parcel; parcel = this.#weather.last()) this.#deliver(parcel);
  }

  /** Gives one all that the others hold, as a line does that is opened anew. */
  catchUp(person: P): void {
    for (const state of statesOf(this.people)) person.receive(state);
  }

  meet(): void {
    meet(this.people);
  }

  #send(from: P, update: Uint8Array): void {
    for (const to of this.people) if (to !== from && this.#weather.take({ to, update })) this.#deliver({ to, update });
  }

  #deliver(parcel: Parcel<P>): void {
    this.onDelivery(parcel, () => parcel.to.receive(parcel.update));
  }
}

const statesOf = (people: readonly Holder[]): Uint8Array[] => people.map(({ doc }) => Y.encodeStateAsUpdate(doc));

/** Everybody gets all that everybody holds, again where somebody answered what came. @throws Error where that never ends */
export function meet(people: readonly Holder[]): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const states = statesOf(people);
    for (const person of people) for (const state of states) person.receive(state);
    const [first, ...rest] = people.map(({ doc }) => Y.snapshot(doc));
    if (rest.every((other) => Y.equalSnapshots(first!, other))) return;
  }
  throw new Error(`${people.map(({ name }) => name).join(" and ")} never stop answering each other`);
}

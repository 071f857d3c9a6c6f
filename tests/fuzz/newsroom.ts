/**
 * A newsroom under bad weather: desks edit at random, updates come late, twice and out of order, desks are killed and
 * start from their disks. After every event each desk's article must equal its CRDT; in the end all must be equal and
 * hold every character that nobody took away.
 */
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { projectBody } from "../../shared/article/project.ts";
import { Desk } from "./desk.ts";
import { edits, type Edit } from "./edits.ts";

export interface Report {
  readonly seed: number;
  readonly desks: number;
  readonly edits: Readonly<Record<string, number>>;
  readonly deliveries: number;
  readonly restarts: number;
  readonly length: number;
}

interface Parcel {
  readonly to: Desk;
  readonly update: Uint8Array;
}

const totalWeight = edits.reduce((sum, edit) => sum + edit.weight, 0);

function chooseEdit(gen: prng.PRNG): Edit {
  let ticket = prng.int31(gen, 1, totalWeight);
  return edits.find((edit) => (ticket -= edit.weight) <= 0)!;
}

/** Characters that are used once in a run, half of them surrogate pairs. */
function alphabet(): (length: number) => string {
  let next = 0;
  return (length) => {
    let text = "";
    for (let i = 0; i < length; i++, next++) text += String.fromCodePoint(next % 2 ? 0x20000 + next : 0x4e00 + next);
    return text;
  };
}

const countsOf = (desk: Desk): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const char of desk.text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return counts;
};

/** What a desk shows is a valid article and exactly what its CRDT says. */
function check(desk: Desk): void {
  desk.state.doc.check();
  const projected = projectBody(desk.body);
  if (!desk.state.doc.eq(projected)) {
    throw new Error(`${desk.name} shows\n  ${desk.state.doc.toString()}\nbut its CRDT says\n  ${projected.toString()}`);
  }
}

/**
 * Runs one newsroom.
 * @param seed a positive 32-bit integer; the same seed makes the same run
 * @throws Error naming the seed and the step at the first broken promise
 */
export function runNewsroom(seed: number, steps: number): Report {
  const gen = prng.create(seed);
  const fresh = alphabet();
  const typed = new Set<string>();
  const removed = new Set<string>();
  const parcels: Parcel[] = [];
  const tally: Record<string, number> = {};
  let clients = 0;
  let deliveries = 0;
  let restarts = 0;
  let last = "start";
  const clientID = () => prng.int31(gen, 1, 1000) * 1000 + ++clients;

  const desks = Array.from({ length: prng.int31(gen, 2, 4) }, (_, i) => new Desk(`desk ${i}`, clientID()));
  for (const desk of desks) {
    desk.onUpdate = (update) => {
      for (const to of desks) if (to !== desk) parcels.push({ to, update });
    };
  }

  const deliver = (i: number, keep: boolean) => {
    const { to, update } = parcels[i]!;
    if (!keep) parcels.splice(i, 1);
    last = `delivery to ${to.name}`;
    to.receive(update);
    deliveries++;
    check(to);
  };
  const edit = (desk: Desk) => {
    const chosen = chooseEdit(gen);
    last = `${chosen.name} at ${desk.name}`;
    const before = countsOf(desk);
    chosen.run(desk, gen, fresh);
    const after = countsOf(desk);
    for (const char of after.keys()) typed.add(char);
    for (const [char, count] of before) if ((after.get(char) ?? 0) < count) removed.add(char);
    tally[chosen.name] = (tally[chosen.name] ?? 0) + 1;
    check(desk);
  };

  try {
    for (let step = 0; step < steps; step++) {
      const dice = prng.int31(gen, 0, 99);
      if (dice < 55) edit(prng.oneOf(gen, desks));
      else if (dice < 97) {
        if (parcels.length > 0) deliver(prng.int31(gen, 0, parcels.length - 1), prng.int31(gen, 0, 9) === 0);
      } else {
        const desk = prng.oneOf(gen, desks);
        last = `restart of ${desk.name}`;
        desk.start(clientID());
        restarts++;
        check(desk);
      }
    }
    while (parcels.length > 0) deliver(prng.int31(gen, 0, parcels.length - 1), false);
    last = "the end";
    settle(desks);
    for (const desk of desks) check(desk);
    agree(desks);
    const alive = countsOf(desks[0]!);
    const lost = [...typed].filter((char) => !removed.has(char) && !alive.has(char));
    if (lost.length > 0) throw new Error(`lost ${lost.join(" ")}, which nobody deleted`);
    return { seed, desks: desks.length, edits: tally, deliveries, restarts, length: desks[0]!.body.length };
  } catch (error) {
    throw new Error(`seed ${seed}, ${steps} steps, after ${last}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const desk of desks) {
      desk.binding.destroy();
      desk.doc.destroy();
    }
  }
}

/** Yjs tidies up formatting on arrival and tells nobody until asked: a last full exchange, as a reconnect makes. */
function settle(desks: readonly Desk[]): void {
  for (let round = 0; round < 3; round++) {
    for (const from of desks) {
      for (const to of desks) {
        if (from !== to) to.receive(Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
      }
    }
  }
}

function agree(desks: readonly Desk[]): void {
  const [first, ...rest] = desks;
  const said = JSON.stringify([first!.body.toDelta(), first!.body.getAttributes()]);
  for (const desk of rest) {
    const other = JSON.stringify([desk.body.toDelta(), desk.body.getAttributes()]);
    if (other !== said) throw new Error(`${first!.name} holds\n  ${said}\n${desk.name} holds\n  ${other}`);
    if (!desk.state.doc.eq(first!.state.doc)) throw new Error(`${desk.name} shows another article than ${first!.name}`);
  }
}

/** What becomes of an update between the one who made it and the one whom it is for. */
import * as prng from "lib0/prng";
import type { Parcel, Participant } from "./simulated-newsroom.ts";

export interface Weather<P extends Participant> {
  /** Takes an update that was just made. @returns whether it arrives at once; else it is kept or lost here */
  take(parcel: Parcel<P>): boolean;
  /** What arrives next; null where nothing is on its way. */
  next(): Parcel<P> | null;
  /** What arrives next, once and for all. */
  last(): Parcel<P> | null;
}

const NOTHING = { next: () => null, last: () => null } as const;

/** Everybody hears of everything at once. */
export const live: Weather<Participant> = { ...NOTHING, take: () => true };

/** Nobody hears of anything until they meet. */
export const cut: Weather<Participant> = { ...NOTHING, take: () => false };

/** Everything arrives late and in any order, and a tenth of it again later, by a seeded schedule. */
export function late<P extends Participant>(gen: prng.PRNG): Weather<P> {
  const parcels: Parcel<P>[] = [];
  const draw = (stays: () => boolean): Parcel<P> | null => {
    if (parcels.length === 0) return null;
    const index = prng.int31(gen, 0, parcels.length - 1);
    const parcel = parcels[index]!;
    if (!stays()) parcels.splice(index, 1);
    return parcel;
  };
  return {
    take(parcel) {
      parcels.push(parcel);
      return false;
    },
    next: () => draw(() => prng.int31(gen, 0, 9) === 0),
    last: () => draw(() => false),
  };
}

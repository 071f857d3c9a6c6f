/** The stream of frames that attackers send: real ones, bent ones, hostile ones, again and out of order. */
import * as prng from "lib0/prng";
import type { RoomKind } from "../../../shared/roles.ts";
import { decodeFrame, encodeFrame } from "../../../shared/wire/frames.ts";
import { bend, below, pick } from "./bend.ts";
import { hostileFrame, nested } from "./hostile.ts";
import { material, realFrame, type Material } from "./real.ts";

export interface Shot {
  readonly bytes: Uint8Array;
  /** Nothing is wrong with it: who may write is not closed for it. */
  readonly harmless: boolean;
}

/** Frames that may be sent again. */
const REMEMBERED = 64;

export class Attack {
  readonly #gen: prng.PRNG;
  readonly #flat: boolean;
  readonly #material: Material;
  readonly #clocks = new Map<number, number>();
  readonly #before: Shot[] = [];
  /** Client IDs of the honest, to claim a presence for. */
  readonly foreign: number[] = [];

  /** @param kind what is attacked */
  constructor(gen: prng.PRNG, kind: RoomKind) {
    this.#gen = gen;
    // Half of those against notes try to nest types there.
    this.#flat = kind === "body";
    this.#material = material(gen, kind);
  }

  next(): Shot {
    const shot = this.#make();
    if (this.#before.length < REMEMBERED) this.#before.push(shot);
    else this.#before[below(this.#gen, REMEMBERED)] = shot;
    return shot;
  }

  #make(): Shot {
    const gen = this.#gen;
    const real = (): Uint8Array => encodeFrame(realFrame(gen, this.#material));
    const hostile = (): Uint8Array => encodeFrame(hostileFrame(gen, this.#clocks, this.foreign, this.#flat));
    switch (below(gen, 20)) {
      case 0:
      case 1:
      case 2:
        return { bytes: real(), harmless: true };
      case 3:
      case 4:
        return { bytes: bend(gen, real()), harmless: false };
      case 5:
      case 6:
      case 7:
      case 8:
        return { bytes: this.#bentInside(prng.bool(gen) ? real() : hostile()), harmless: false };
      case 9:
        return { bytes: bend(gen, hostile()), harmless: false };
      case 10:
        return { bytes: nested(gen, real()), harmless: false };
      case 11:
        return { bytes: prng.uint8Array(gen, below(gen, 24)), harmless: false };
      case 12:
        return this.#before.length > 0 ? pick(gen, this.#before) : { bytes: real(), harmless: true };
      default:
        return { bytes: hostile(), harmless: false };
    }
  }

  /** Bends the body of a frame, whose outside stays right: so it comes further. */
  #bentInside(bytes: Uint8Array): Uint8Array {
    const gen = this.#gen;
    const frame = decodeFrame(bytes);
    if (frame.type === "update" || frame.type === "awareness") return encodeFrame({ ...frame, update: bend(gen, frame.update) });
    if (frame.type === "step1") return encodeFrame({ ...frame, stateVector: bend(gen, frame.stateVector) });
    return bend(gen, bytes);
  }
}

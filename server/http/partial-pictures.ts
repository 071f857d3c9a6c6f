import { ApiError } from "../errors.ts";
import { LARGEST_STORED } from "../../shared/pictures/picture.ts";

/** Pictures of which a part has come: of one member, and of all. Each takes what has come of it in memory, up to `LARGEST_STORED`. */
const MOST_OF_MEMBER = 4;
const MOST_OF_ALL = 32;
/** Milliseconds for which a part is kept behind the last that came. */
const KEPT = 60 * 60_000;

/** Which bytes of how many a request brings; none where it only asks what is here. */
interface Piece {
  readonly start: number | null;
  readonly length: number;
  readonly total: number;
}

interface Partial {
  readonly member: string;
  readonly sha256: string;
  readonly total: number;
  readonly pieces: Uint8Array[];
  received: number;
  /** Milliseconds, never going back. */
  until: number;
}

/** Reads a `Content-Range`: `bytes 0-9/20`, or an asterisk in the place of the range asks how much is here. @throws ApiError bad-request, picture-too-large */
export function readPiece(range: string): Piece {
  const [, start, end, total] = /^bytes (?:(\d{1,9})-(\d{1,9})|\*)\/(\d{1,9})$/.exec(range) ?? [];
  const piece = {
    start: start === undefined ? null : Number(start),
    length: start === undefined ? 0 : Number(end) - Number(start) + 1,
    total: Number(total),
  };
  if (piece.total > LARGEST_STORED) throw new ApiError(413, "picture-too-large", `a picture may have ${LARGEST_STORED} bytes`);
  const isEmpty = piece.start !== null && piece.length < 1;
  if (total === undefined || piece.total < 1 || isEmpty || (piece.start ?? 0) + piece.length > piece.total)
    throw new ApiError(400, "bad-request", "a range of bytes that no picture has");
  return piece;
}

/**
 * Pictures that come in pieces, since a line breaks before they are whole (PI27). What has come is the member's who sent it, in memory: a
 * relay that was started again has none of it, and says so.
 */
export class PartialPictures {
  readonly #now: () => number;
  /** The one that was sent to last is the last. */
  readonly #all = new Map<string, Partial>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many bytes are here of the same picture. */
  received(member: string, sha256: string, total: number): number {
    return this.#find(member, sha256, total)?.received ?? 0;
  }

  /**
   * Takes a piece that goes on where the last ended; any other is left out.
   * @returns all bytes, once they are here, and forgets them; null before that
   */
  add(member: string, sha256: string, { start, total }: Piece, bytes: Uint8Array): Buffer | null {
    const known = this.#find(member, sha256, total);
    if (start === null || start !== (known?.received ?? 0)) return null;
    const key = keyOf(member, sha256);
    const partial = known ?? { member, sha256, total, pieces: [], received: 0, until: 0 };
    this.#all.delete(key);
    partial.pieces.push(bytes);
    partial.received += bytes.length;
    partial.until = this.#now() + KEPT;
    if (partial.received === total) return Buffer.concat(partial.pieces);
    this.#makeRoom(member);
    this.#all.set(key, partial);
    return null;
  }

  #find(member: string, sha256: string, total: number): Partial | null {
    const found = this.#all.get(keyOf(member, sha256));
    return found && found.total === total && found.until > this.#now() ? found : null;
  }

  /** For one more: what is too old goes, and where that is too little, the oldest. */
  #makeRoom(member: string): void {
    const now = this.#now();
    for (const [key, { until }] of this.#all) if (until <= now) this.#all.delete(key);
    const own = [...this.#all].filter(([, partial]) => partial.member === member);
    if (own.length >= MOST_OF_MEMBER) this.#all.delete(own[0]![0]);
    const [oldest] = this.#all.keys();
    if (this.#all.size >= MOST_OF_ALL && oldest !== undefined) this.#all.delete(oldest);
  }
}

const keyOf = (member: string, sha256: string): string => `${member} ${sha256}`;

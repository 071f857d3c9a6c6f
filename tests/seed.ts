/**
 * Where tests at random begin. It is the same place on every run, so that none fails by chance on what nobody changed: `SEED=7`
 * begins elsewhere, `SEED=random` anywhere, and `RUNS=3000` makes more runs of the tests that count them. Each test prints its seed.
 */

/** @returns a seed that nobody knows before; a positive integer of 30 bits, to which runs may be added */
export const drawSeed = (): number => 1 + Math.floor(Math.random() * 2 ** 30);

export const seed = seedOf(process.env["SEED"] ?? "1");

/** @param usual how many runs there are when nobody asks for more, or fewer */
export function runs(usual: number): number {
  return positive("RUNS", process.env["RUNS"] ?? String(usual));
}

function seedOf(asked: string): number {
  return asked === "random" ? drawSeed() : positive("SEED", asked);
}

function positive(name: string, asked: string): number {
  const value = Number(asked);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} must be a positive integer, not ${asked}`);
  return value;
}

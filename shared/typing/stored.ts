import type { z } from "zod";

/** Settings that were stored as JSON; defaults for what is missing, and for all where it cannot be read. */
export function readStored<T extends object>(stored: string | undefined, defaults: T, schema: z.ZodType<T>): T {
  try {
    return schema.parse({ ...defaults, ...(JSON.parse(stored ?? "{}") as object) });
  } catch {
    return defaults;
  }
}

import { z } from "zod";

/**
 * An answer that is not a success. `error` is a code of `shared/errors.ts`, whose values stand in `details` (see `readError`);
 * `message` is for logs and the command line.
 */
export const errorAnswerSchema = z.strictObject({
  error: z.string().max(100),
  message: z.string().max(10_000),
  details: z.record(z.string(), z.union([z.number(), z.string().max(1000)])).optional(),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

import { z } from "zod";

/** A value from another program is not what its schema says. The message names each field that is wrong, or not known. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
}

/** Characters of a message at most: a hostile value has many wrong fields, with long names. */
const LONGEST_MESSAGE = 1000;

/**
 * Checks a value that came from another program.
 * @returns the value as the schema reads it
 * @throws SchemaError that names what is wrong, such as `members[0].role: Invalid option…`
 */
export function parseBySchema<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const message = checked.error.issues.flatMap((issue) => describe(issue, [])).join("; ");
  throw new SchemaError(message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message);
}

type Issue = z.core.$ZodIssue;

/** Describes what is wrong with a value of a union: the issues of the member that it is closest to. */
function describe(issue: Issue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, errors) => (weight(errors) < weight(best) ? errors : best));
    return nearest.flatMap((one) => describe(one, path));
  }
  const where = z.core.toDotPath(path);
  return [where === "" ? issue.message : `${where}: ${issue.message}`];
}

/** Deeper issues weigh less: a wrong field of the right kind, not the wrong kind. */
function weight(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, { path, code, ...issue }) =>
      sum + (code === "unrecognized_keys" ? (issue as { keys: string[] }).keys.length : path.length === 0 ? 10 : 1),
    0,
  );
}

/** Gives the own field of that name of a value that anybody may have written; undefined where there is none. */
export function fieldsOf(value: unknown): (name: string) => unknown {
  if (typeof value !== "object" || value === null) return () => undefined;
  return (name) => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
}

/** Footnotes are told apart by IDs at random: for tests, by where something first refers to them or they stand. */
import { Node } from "prosemirror-model";
import { schema } from "../../shared/article/model/schema.ts";

/** The document with `1`, `2`, … for the IDs of its footnotes, in the order in which they come up. */
export function numberedFootnotes(doc: Node): Node {
  const ids = new Map<string, string>();
  const json = JSON.stringify(doc.toJSON(), (name, value: unknown) => {
    if (name !== "footnote" || typeof value !== "string") return value;
    if (!ids.has(value)) ids.set(value, String(ids.size + 1));
    return ids.get(value);
  });
  return Node.fromJSON(schema, JSON.parse(json));
}

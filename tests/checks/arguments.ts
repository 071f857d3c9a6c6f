/** The arguments that a message of the catalogue takes. */
import { IntlMessageFormat } from "intl-messageformat";

/** Names of the ICU arguments of a message, sorted. */
export function argumentsOf(message: string, language: string): string[] {
  const names = new Set<string>();
  JSON.stringify(new IntlMessageFormat(message, language).getAst(), (_, node: unknown) => {
    // Literal text (0) and `#` (7) have no name.
    if (isArgument(node)) names.add(node.value);
    return node;
  });
  return [...names].sort();
}

const isArgument = (node: unknown): node is { type: number; value: string } =>
  typeof node === "object" &&
  node !== null &&
  "type" in node &&
  node.type !== 0 &&
  node.type !== 7 &&
  "value" in node &&
  typeof node.value === "string";

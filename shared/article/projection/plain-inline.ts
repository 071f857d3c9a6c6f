import type { Fragment, Node } from "prosemirror-model";
import { FSI, isolateControls, LRI, PDI, RLI } from "../../text/bidi-controls.ts";

const BEGINS: Readonly<Record<string, string>> = { ltr: LRI, rtl: RLI };

const isolateOf = (node: Node | undefined): unknown => node?.marks.find(({ type }) => type.name === "dir")?.attrs["value"];

/**
 * Inline content as plain text: line breaks as `\n`, isolated runs between the characters that isolate them, so that the order of
 * the line survives a program that knows no marks (BD22).
 * @param signOf what stands for an embedded value; nothing when left out
 */
export function plainInline(content: Fragment, signOf: (node: Node) => string = () => ""): string {
  let text = "";
  let open: unknown;
  const turn = (value: unknown) => {
    if (value === open) return;
    if (open !== undefined) text += PDI;
    open = value;
    if (value !== undefined) text += BEGINS[String(value)] ?? FSI;
  };
  content.forEach((node) => {
    turn(isolateOf(node));
    if (node.isText) text += node.text!;
    else text += node.type.name === "line_break" ? "\n" : signOf(node);
  });
  turn(undefined);
  return isolateControls(text);
}

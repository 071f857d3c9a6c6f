/** The peer: virastar rewrites a text; its edits are the runs of characters that it changed. */
import { calcSlices } from "fast-myers-diff";
import Virastar from "virastar";
import type { Edit } from "./score.ts";

const virastar = new Virastar();

export function virastarEdits(text: string): Edit[] {
  const edits: { start: number; end: number; replacement: string }[] = [];
  let at = 0;
  let open: { start: number; end: number; replacement: string } | undefined;
  for (const [what, part] of calcSlices(text, virastar.cleanup(text))) {
    if (what === 0) {
      at += part.length;
      open = undefined;
      continue;
    }
    if (!open) edits.push((open = { start: at, end: at, replacement: "" }));
    if (what < 0) {
      at += part.length;
      open.end = at;
    } else open.replacement += part;
  }
  return edits;
}

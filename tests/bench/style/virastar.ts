/** The peer: virastar rewrites a text; its edits are the runs of characters that it changed. */
import { createRequire } from "node:module";
import { calcSlices } from "fast-myers-diff";
import type { Edit } from "./score.ts";

type Virastar = new () => { cleanup(text: string): string };

const virastar = new (createRequire(import.meta.url)("virastar") as Virastar)();

export function virastarEdits(text: string): Edit[] {
  const edits: { start: number; end: number; replacement: string }[] = [];
  let at = 0;
  let open: { start: number; end: number; replacement: string } | undefined;
  for (const [what, part] of calcSlices(text, virastar.cleanup(text))) {
    const slice = part as unknown as string;
    if (what === 0) {
      at += slice.length;
      open = undefined;
      continue;
    }
    if (!open) edits.push((open = { start: at, end: at, replacement: "" }));
    if (what < 0) {
      at += slice.length;
      open.end = at;
    } else open.replacement += slice;
  }
  return edits;
}

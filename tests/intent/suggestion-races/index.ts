import { BLOCKS } from "./blocks.ts";
import { DECISIONS } from "./decisions.ts";
import { MOVED } from "./moved.ts";
import { OVERLAPPING } from "./overlapping.ts";
import { TAKEN_BACK } from "./taken-back.ts";
import { TEXT } from "./text.ts";

export const SUGGESTION_RACES = [...TEXT, ...DECISIONS, ...BLOCKS, ...TAKEN_BACK, ...MOVED, ...OVERLAPPING].sort(
  (a, b) => parseInt(a.number, 10) - parseInt(b.number, 10),
);

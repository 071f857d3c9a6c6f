import { BLOCKS } from "./blocks.ts";
import { DECISIONS } from "./decisions.ts";
import { TEXT } from "./text.ts";

export const SUGGESTION_RACES = [...TEXT, ...DECISIONS, ...BLOCKS].sort((a, b) => parseInt(a.number, 10) - parseInt(b.number, 10));

/** What the calls about the list of articles take, as schemas. */
import { z } from "zod";
import { FILTERS, LONGEST_PAGE, SORTS, type ArticleQuery } from "./contract.ts";

/** No list is longer. */
const LAST_OFFSET = 10_000_000;
/** Longest text that is looked for, in UTF-16 units. */
const LONGEST_TEXT = 1_000;

export const articleQuery: z.ZodType<ArticleQuery> = z.strictObject({
  text: z.string().max(LONGEST_TEXT),
  sort: z.enum(SORTS),
  filter: z.enum(FILTERS),
  offset: z.int().min(0).max(LAST_OFFSET),
  limit: z.int().min(0).max(LONGEST_PAGE),
});

/** A worker that runs regular expressions: one that takes too long is ended together with it (FR5). */
import { finderOf } from "../../../shared/text/find.ts";
import type { PatternAnswer, PatternJob } from "./pattern-job.ts";

addEventListener("message", ({ data }: MessageEvent<PatternJob>) => {
  const { id, query, texts, template } = data;
  const finder = finderOf(query);
  const answer: PatternAnswer = {
    id,
    offsets: template === null ? texts.map((text) => finder.find(text)) : [],
    replacements: template === null ? [] : texts.map((text) => finder.replacements(text, template)),
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker speaks to its own window alone.
  postMessage(answer);
});

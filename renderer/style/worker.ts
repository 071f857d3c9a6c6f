/** The worker that checks house style, so that neither the dictionary nor a rule stands between a key and its letter (HS24). */
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES } from "../../shared/style/profile.ts";
import dictionary from "../../node_modules/dictionary-fa/index.dic?raw";
import type { CheckAnswer, CheckRequest } from "./messages.ts";

const lexicon = readLexicon(dictionary);

addEventListener("message", ({ data }: MessageEvent<CheckRequest>) => {
  const { job, profile, texts } = data;
  const answer: CheckAnswer = { job, findings: texts.map((text) => checkStyle(text, lexicon, PROFILES[profile])) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(answer);
});

/** The worker that checks house style, so that neither the dictionary nor a rule stands between a key and its letter (HS24). */
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { profileWith, type NewsroomStyle, type Profile, type ProfileName } from "../../shared/style/profile.ts";
import dictionary from "../../node_modules/dictionary-fa/index.dic?raw";
import type { CheckAnswer, CheckRequest, NewsroomNews } from "./messages.ts";

const lexicon = readLexicon(dictionary);
const profiles = new Map<ProfileName, Profile>();
let newsroom: NewsroomStyle = { off: [], words: [] };

function profileOf(name: ProfileName): Profile {
  const known = profiles.get(name) ?? profileWith(name, newsroom);
  profiles.set(name, known);
  return known;
}

addEventListener("message", ({ data }: MessageEvent<CheckRequest | NewsroomNews>) => {
  if ("newsroom" in data) {
    newsroom = data.newsroom;
    profiles.clear();
    return;
  }
  const { job, profile, texts } = data;
  const answer: CheckAnswer = { job, findings: texts.map((text) => checkStyle(text, lexicon, profileOf(profile))) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(answer);
});

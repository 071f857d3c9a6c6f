/** The worker that checks spelling: neither the dictionaries nor a suggestion stands between a key and its letter (SP1, SP5). */
import { Speller } from "../../shared/spelling/speller.ts";
import englishAffixes from "../../node_modules/dictionary-en/index.aff?raw";
import englishWords from "../../node_modules/dictionary-en/index.dic?raw";
import persianAffixes from "../../node_modules/dictionary-fa/index.aff?raw";
import persianWords from "../../node_modules/dictionary-fa/index.dic?raw";
import { loadHunspell } from "./hunspell.ts";
import type { SpellingAnswer, SpellingRequest } from "./messages.ts";

const loaded = loadHunspell({
  fa: { aff: persianAffixes, dic: persianWords },
  en: { aff: englishAffixes, dic: englishWords },
}).then((dictionary) => new Speller(dictionary));

/** The word that was asked about last: who asks about another no longer waits for those before. */
let wanted = 0;
// In their order.
let last = Promise.resolve();
addEventListener("message", ({ data }: MessageEvent<SpellingRequest>) => {
  if ("word" in data) wanted = data.job;
  last = last.then(async () => take(data)).catch(fail);
});

async function take(request: SpellingRequest): Promise<void> {
  const speller = await loaded;
  if ("words" in request) speller.use(request.words);
  else if ("texts" in request) answer({ job: request.job, notes: request.texts.map((text) => speller.check(text)) });
  else {
    // What came meanwhile is heard first.
    await new Promise((resolve) => setTimeout(resolve));
    answer({ job: request.job, suggestions: request.job === wanted ? speller.suggest(request.word) : [] });
  }
}

function answer(said: SpellingAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(said);
}

/** The window hears of it as of any error of a worker. */
function fail(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}

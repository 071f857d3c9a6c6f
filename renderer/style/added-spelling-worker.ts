/** The worker of a dictionary that a person added: whatever its files do to Hunspell ends with it (SP18). */
import { AddedSpeller } from "../../shared/spelling/added-speller.ts";
import { loadHunspell } from "./hunspell.ts";
import type { AddedSpellingRequest, SpellingAnswer } from "./messages.ts";

let opened: Promise<AddedSpeller> | null = null;
// In their order.
let last = Promise.resolve();
addEventListener("message", ({ data }: MessageEvent<AddedSpellingRequest>) => {
  last = last.then(async () => take(data)).catch(fail);
});

async function take(request: AddedSpellingRequest): Promise<void> {
  if ("files" in request) {
    const { language, files } = request;
    opened ??= loadHunspell({ [language]: files }).then((open) => new AddedSpeller(language, open(language)));
    (await opened).use(request.words);
    return;
  }
  const speller = await opened;
  if (!speller) throw new Error("asked before it was told of a dictionary");
  if ("texts" in request) answer({ job: request.job, notes: request.texts.map((text) => speller.check(text)) });
  else answer({ job: request.job, suggestions: speller.suggest(request.word) });
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

/** The checker of house style on the labelled sentences of its bench. */
import dictionary from "dictionary-fa";
import { expect, test } from "vitest";
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES } from "../../shared/style/profile.ts";
import { readLabelled } from "../bench/style/labelled.ts";
import { score } from "../bench/style/score.ts";

const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));

test("HS23 precision, recall and touched right sentences reach their goals on labelled sentences", () => {
  for (const set of ["development", "held-out", "later", "blind-1", "blind-2", "blind-3", "blind-4", "blind-5", "blind-6", "blind-7"]) {
    const sentences = readLabelled(set);
    const { found, proposed, labelled, touched, right } = score(sentences, (text) => checkStyle(text, lexicon, PROFILES.default));
    expect(found / proposed, set).toBeGreaterThanOrEqual(0.97);
    expect(found / labelled, set).toBeGreaterThanOrEqual(0.92);
    expect(touched / right, set).toBeLessThanOrEqual(0.02);
  }
});

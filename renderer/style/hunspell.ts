/** Hunspell as WebAssembly, with its dictionaries, all of them parts of the program: nothing is fetched (SP8). */
import { Hunspell } from "hunspell-wasm";
import createModule from "hunspell-wasm/wasm/hunspell.js";
import binary from "../../node_modules/hunspell-wasm/wasm/hunspell.wasm?inline";
import type { DictionaryFiles } from "../../shared/spelling/added-dictionary.ts";
import type { SpellingDictionary } from "../../shared/spelling/speller.ts";

/** @returns what opens the dictionary of a language, once, when it is first asked for */
export async function loadHunspell<L extends string>(
  files: Readonly<Record<L, DictionaryFiles>>,
): Promise<(language: L) => SpellingDictionary> {
  const bytes = Uint8Array.from(atob(binary.slice(binary.indexOf(",") + 1)), (char) => char.charCodeAt(0));
  const module: unknown = await createModule({ wasmBinary: bytes });
  const open = new Map<L, SpellingDictionary>();
  return (language) => {
    const known = open.get(language);
    if (known) return known;
    const { aff, dic } = files[language];
    const hunspell = new Hunspell(module, aff, dic);
    const dictionary: SpellingDictionary = {
      has: (word) => hunspell.testSpelling(word),
      suggest: (word) => hunspell.getSpellingSuggestions(word),
    };
    open.set(language, dictionary);
    return dictionary;
  };
}

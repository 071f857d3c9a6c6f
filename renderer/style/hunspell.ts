/** Hunspell as WebAssembly, with its dictionaries, all of them parts of the program: nothing is fetched (SP8). */
import { Hunspell } from "hunspell-wasm";
import createModule from "hunspell-wasm/wasm/hunspell.js";
import binary from "../../node_modules/hunspell-wasm/wasm/hunspell.wasm?inline";
import type { SpelledLanguage } from "../../shared/spelling/spelled-words.ts";
import type { SpellingDictionary } from "../../shared/spelling/speller.ts";

/** The files of a dictionary, in Hunspell's form. */
export interface DictionaryFiles {
  readonly aff: string;
  readonly dic: string;
}

/** @returns what opens the dictionary of a language, once, when it is first asked for */
export async function loadHunspell(
  files: Readonly<Record<SpelledLanguage, DictionaryFiles>>,
): Promise<(language: SpelledLanguage) => SpellingDictionary> {
  const bytes = Uint8Array.from(atob(binary.slice(binary.indexOf(",") + 1)), (char) => char.charCodeAt(0));
  const module: unknown = await createModule({ wasmBinary: bytes });
  const open = new Map<SpelledLanguage, SpellingDictionary>();
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

import { useState } from "react";
import { Button, FileTrigger, Group } from "react-aria-components";
import {
  ADDED_LANGUAGES,
  dictionaryFault,
  LARGEST_AFFIXES,
  LARGEST_WORDS,
  type AddedDictionary,
  type AddedLanguage,
  type DictionaryFault,
  type DictionaryFiles,
} from "../../../shared/spelling/added-dictionary.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { isUsable } from "../../style/index.ts";
import { useCore, useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { useNotices } from "./notices.tsx";

const readDictionaries = ({ dictionaries }: CoreState) => dictionaries;
const NONE: readonly AddedDictionary[] = [];
/** Bytes of UTF-8 for one UTF-16 unit, at most. */
const BYTES = 3;
const LONGEST_NAME = 100;

interface Pair {
  readonly name: string;
  readonly files: DictionaryFiles;
}

/** The `.aff` and the `.dic` file of one dictionary, or what is wrong with them. */
async function readPair(chosen: readonly File[]): Promise<Pair | DictionaryFault> {
  const ending = (end: string): File | undefined => chosen.find(({ name }) => name.toLowerCase().endsWith(end));
  const [aff, dic] = [ending(".aff"), ending(".dic")];
  if (!aff || !dic || chosen.length !== 2) return "pair";
  if (aff.size > LARGEST_AFFIXES * BYTES || dic.size > LARGEST_WORDS * BYTES) return "size";
  const name = dic.name.slice(0, -".dic".length).slice(0, LONGEST_NAME).trim() || "dic";
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const [first, second] = await Promise.all([aff.arrayBuffer(), dic.arrayBuffer()]);
    return { name, files: { aff: decoder.decode(first), dic: decoder.decode(second) } };
  } catch (error) {
    return error instanceof TypeError ? "encoding" : "pair";
  }
}

/** What is wrong with chosen files as a dictionary of a language; null when they are one, and were handed to `add`. */
async function addPair(
  language: AddedLanguage,
  chosen: readonly File[],
  add: (pair: Pair) => Promise<void>,
): Promise<DictionaryFault | null> {
  const pair = await readPair(chosen);
  if (typeof pair === "string") return pair;
  const fault = dictionaryFault(language, pair.files);
  if (fault !== null) return fault;
  if (!(await isUsable(language, pair.files))) return "broken";
  await add(pair);
  return null;
}

/** Spelling dictionaries that the program cannot ship: each is added from its two files, and removed again (SP15–SP18). */
export function DictionarySettings() {
  const t = useText();
  const { sayError } = useNotices();
  const { calls } = useCore().client;
  const dictionaries = useCoreState(readDictionaries) ?? NONE;
  const [said, setSaid] = useState<{ readonly language: AddedLanguage; readonly key: MessageKey } | null>(null);
  const [tried, setTried] = useState<AddedLanguage | null>(null);

  const choose = async (language: AddedLanguage, chosen: readonly File[]): Promise<void> => {
    setSaid(null);
    setTried(language);
    try {
      const fault = await addPair(language, chosen, (pair) => calls.addDictionary({ language, ...pair }));
      setSaid({ language, key: fault === null ? "dictionaries.added" : `dictionaries.fault.${fault}` });
    } catch (error) {
      sayError(error);
    }
    setTried(null);
  };
  const remove = (language: AddedLanguage): void => {
    setSaid({ language, key: "dictionaries.removed" });
    calls.removeDictionary({ language }).catch(sayError);
  };
  return (
    <section className="app-settings-part" aria-label={t("dictionaries")}>
      <p className="app-muted">{t("dictionaries.about")}</p>
      {ADDED_LANGUAGES.map((language) => {
        const name = t(`editor.language.${language}`);
        const found = dictionaries.find((one) => one.language === language);
        return (
          <Group key={language} aria-label={name}>
            <div className="app-row">
              <span>{found ? t("dictionaries.is", { language: name, name: found.name, size: found.size }) : name}</span>
              <span className="app-space" />
              <FileTrigger
                allowsMultiple
                acceptedFileTypes={[".aff", ".dic"]}
                onSelect={(list) => list && void choose(language, Array.from(list))}
              >
                <Button className="app-text-button" isDisabled={tried !== null} aria-label={t("dictionaries.add.to", { language: name })}>
                  {t(tried === language ? "dictionaries.trying" : "dictionaries.add")}
                </Button>
              </FileTrigger>
              {found && (
                <Button
                  className="app-text-button"
                  aria-label={t("dictionaries.remove.of", { language: name })}
                  onPress={() => remove(language)}
                >
                  {t("dictionaries.remove")}
                </Button>
              )}
            </div>
            <output className="app-muted">{said?.language === language && t(said.key)}</output>
          </Group>
        );
      })}
    </section>
  );
}

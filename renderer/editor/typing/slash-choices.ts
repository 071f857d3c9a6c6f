import type { Command } from "prosemirror-state";
import { insertDivider, insertFootnote, setKind, toggleList } from "../../../shared/article/commands/commands.ts";
import { foldedWords } from "../../../shared/text/search.ts";
import { catalogue, type MessageKey } from "../../i18n/catalogue.ts";
import { kindOf, KINDS } from "../toolbar/toolbar-state.ts";

/** What the slash menu offers. */
export interface SlashChoice {
  readonly name: MessageKey;
  readonly command: Command;
}

const SLASH_CHOICES: readonly SlashChoice[] = [
  ...KINDS.map((kind) => ({ name: `editor.kind.${kind}`, command: setKind(...kindOf(kind)) }) as const),
  { name: "editor.bullets", command: toggleList("bullet") },
  { name: "editor.numbers", command: toggleList("number") },
  { name: "editor.divider", command: insertDivider },
  { name: "editor.footnote", command: insertFootnote },
];

const words = (text: string): string => foldedWords(text).join(" ");

/** The names of a choice in all languages of the interface, as searches read them. */
const NAMES: readonly string[] = SLASH_CHOICES.map(({ name }) =>
  Object.values(catalogue)
    .map((messages) => ` ${words(messages[name])}`)
    .join("\n"),
);

/** The choices in whose name, in any language of the interface, a word begins as what was typed does. */
export function choicesFor(query: string): readonly SlashChoice[] {
  const wanted = words(query);
  return SLASH_CHOICES.filter((_choice, i) => NAMES[i]!.includes(` ${wanted}`));
}

import { attributeName, kindName, markName } from "../../i18n/form-names.ts";
import { invisiblesIn, isUnseen } from "../../../shared/text/invisibles.ts";
import type { Text } from "../../i18n/text.tsx";
import type { Change } from "../../suggestions/index.ts";

/** How many unseen characters are named of a change. */
const MOST_NAMES = 6;

/** Without the blanks around it, which quotation marks would seem to be apart by; what is blank is left. */
const trimmed = (text: string): string => text.trim() || text;

/** Blanks and characters that one does not see, by their names. */
function namesOfUnseen(text: string, t: Text): string {
  const names: string[] = [];
  let spaces = 0;
  const end = (): void => {
    if (spaces > 0) names.push(t("invisibles.name.spaces", { count: spaces }));
    spaces = 0;
  };
  for (const character of text) {
    if (character === " ") {
      spaces++;
      continue;
    }
    end();
    const kind = invisiblesIn(character)[0]?.kind;
    if (kind === "zwnj" || kind === "nbsp" || kind === "tab") names.push(t(`invisibles.name.${kind}`));
    else
      names.push(
        kind === undefined
          ? t("invisibles.name.break")
          : kind === "space" || kind === "other"
            ? t(`invisibles.${kind}`)
            : kind.toUpperCase(),
      );
    if (names.length >= MOST_NAMES) return `${names.join(" + ")} …`;
  }
  end();
  return names.join(" + ");
}

/** What a change is, in words of the interface. */
export function wordsOf(change: Change, t: Text): string {
  switch (change.type) {
    case "inserted":
    case "struck":
      if (isUnseen(change.text)) return t(`suggestions.${change.type}.unseen`, { names: namesOfUnseen(change.text, t) });
      return t(`suggestions.${change.type}`, { text: trimmed(change.text) });
    case "moved":
      return t(`suggestions.${change.type}`, { text: trimmed(change.text) });
    case "replaced": {
      if (isUnseen(change.before) && isUnseen(change.after))
        return t("suggestions.replaced.unseen", { before: namesOfUnseen(change.before, t), after: namesOfUnseen(change.after, t) });
      // Of words that differ by blanks alone these are shown.
      const isBlanks = change.before.trim() === change.after.trim();
      const [before, after] = isBlanks ? [change.before, change.after] : [trimmed(change.before), trimmed(change.after)];
      const isWord = ![before, after].some((text) => /\s/.test(text.trim()));
      return t(isWord ? "suggestions.replaced.word" : "suggestions.replaced", { before, after });
    }
    case "split":
    case "joined":
      return t(`suggestions.${change.type}`, { count: change.count });
    case "insertedBlock":
    case "struckBlock":
    case "movedBlock":
      return t(`suggestions.${change.type}`, { kind: kindName(change.kind, t) });
    case "insertedFootnote":
    case "struckFootnote":
      if (change.text.trim() === "")
        return t(change.type === "struckFootnote" ? "suggestions.struckBlock" : "suggestions.insertedBlock", {
          kind: kindName("footnote", t),
        });
      return t(`suggestions.${change.type}`, { text: trimmed(change.text) });
    case "insertedReference":
    case "struckReference":
      return t(`suggestions.${change.type}`);
    case "text": {
      const isTaken = change.value === null || change.value === false;
      return t(isTaken ? "suggestions.form.taken" : "suggestions.form", {
        form: markName(change.name, change.value, t),
        text: trimmed(change.text),
      });
    }
    case "kind":
      return t("suggestions.kind", { before: kindName(change.before, t), after: kindName(change.after, t) });
    case "level":
      return t(change.after > change.before ? "suggestions.level.in" : "suggestions.level.out", { level: change.after + 1 });
    case "attribute":
      return t("suggestions.attribute", { name: attributeName(change.name, t) });
    default:
      return change satisfies never;
  }
}

import { attributeName, kindName, markName } from "../../i18n/form-names.ts";
import type { Text } from "../../i18n/text.tsx";
import type { Change } from "../../suggestions/index.ts";

/** What a change is, in words of the interface. */
export function wordsOf(change: Change, t: Text): string {
  switch (change.type) {
    case "inserted":
    case "struck":
      return t(`suggestions.${change.type}`, { text: change.text });
    case "replaced": {
      const { before, after } = change;
      const isWord = ![before, after].some((text) => /\s/.test(text.trim()));
      return t(isWord ? "suggestions.replaced.word" : "suggestions.replaced", { before, after });
    }
    case "split":
    case "joined":
      return t(`suggestions.${change.type}`, { count: change.count });
    case "insertedBlock":
    case "struckBlock":
      return t(`suggestions.${change.type}`, { kind: kindName(change.kind, t) });
    case "text": {
      const isTaken = change.value === null || change.value === false;
      return t(isTaken ? "suggestions.form.taken" : "suggestions.form", { form: markName(change.name, t), text: change.text });
    }
    case "kind":
      return t("suggestions.kind", { before: kindName(change.before, t), after: kindName(change.after, t) });
    case "attribute":
      return t("suggestions.attribute", { name: attributeName(change.name, t) });
    default:
      return change satisfies never;
  }
}

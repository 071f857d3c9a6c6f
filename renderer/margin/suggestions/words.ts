import { attributeName, kindName, markName } from "../../i18n/form-names.ts";
import type { Text } from "../../i18n/text.tsx";
import type { Change } from "../../suggestions/index.ts";

<<<<<<< HEAD
const FORMS: Readonly<Record<string, MessageKey>> = {
  bold: "editor.bold",
  italic: "editor.italic",
  underline: "editor.underline",
  strike: "editor.strike",
  code: "suggestions.code",
  link: "editor.link",
  dir: "suggestions.direction",
};

const KINDS: Readonly<Record<string, MessageKey>> = {
  paragraph: "editor.kind.paragraph",
  lead: "editor.kind.lead",
  heading1: "editor.kind.heading1",
  heading2: "editor.kind.heading2",
  heading3: "editor.kind.heading3",
  quote: "editor.kind.quote",
  item: "editor.kind.item",
  figure: "editor.kind.figure",
  divider: "editor.kind.divider",
};

/** Of attributes whose values say nothing to a person. */
const ATTRIBUTES: Readonly<Record<string, MessageKey>> = {
  indent: "suggestions.indent",
  list: "suggestions.list",
  dir: "suggestions.direction",
  src: "editor.kind.figure",
  alt: "suggestions.alt",
  credit: "suggestions.credit",
};

const nameOf = (names: Readonly<Record<string, MessageKey>>, name: string, t: Text): string => {
  const key = Object.hasOwn(names, name) ? names[name] : undefined;
  return key === undefined ? name : t(key);
};

/** Without the blanks around it, which quotation marks would seem to be apart by; what is blank is left. */
const trimmed = (text: string): string => text.trim() || text;

=======
>>>>>>> main
/** What a change is, in words of the interface. */
export function wordsOf(change: Change, t: Text): string {
  switch (change.type) {
    case "inserted":
    case "struck":
      return t(`suggestions.${change.type}`, { text: trimmed(change.text) });
    case "replaced": {
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
      return t(`suggestions.${change.type}`, { kind: kindName(change.kind, t) });
    case "text": {
      const isTaken = change.value === null || change.value === false;
<<<<<<< HEAD
      return t(isTaken ? "suggestions.form.taken" : "suggestions.form", {
        form: nameOf(FORMS, change.name, t),
        text: trimmed(change.text),
      });
=======
      return t(isTaken ? "suggestions.form.taken" : "suggestions.form", { form: markName(change.name, t), text: change.text });
>>>>>>> main
    }
    case "kind":
      return t("suggestions.kind", { before: kindName(change.before, t), after: kindName(change.after, t) });
    case "attribute":
      return t("suggestions.attribute", { name: attributeName(change.name, t) });
    default:
      return change satisfies never;
  }
}

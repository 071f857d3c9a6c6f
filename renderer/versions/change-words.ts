/** What became of a block, in words of the interface. */
import { OBJECT } from "../../shared/article/model/embed.ts";
import type { BlockChange, ComparedBlock, MarkChange } from "../../shared/compare/comparison.ts";
import { isolateControls } from "../../shared/text/bidi-controls.ts";
import { snapToGrapheme } from "../../shared/text/graphemes.ts";
import { attributeName, kindName, markName } from "../i18n/form-names.ts";
import { languageName } from "../i18n/language-name.ts";
import type { Text } from "../i18n/text.tsx";

/** Longest text that is quoted, in UTF-16 units. */
const LONGEST = 40;
/** Of more changes of one block only so many are named. */
const MOST = 6;

/** The beginning of a text, on one line. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return isolateControls(line.length > LONGEST ? `${line.slice(0, snapToGrapheme(line.slice(0, 2 * LONGEST), LONGEST))}…` : line);
}

/** What stands beside a block: where it was, its form and the marks of its text, each in words. */
export function linesOf(block: ComparedBlock, index: number, t: Text): string[] {
  const { type, otherPlace, changes, segments } = block;
  const head =
    type === "equal"
      ? []
      : [otherPlace === null ? t(`compare.type.${type as "added"}`) : t(`compare.${moveOf(type)}.${side(otherPlace, index)}`)];
  const marks = segments.flatMap((segment) =>
    segment.type === "kept" ? segment.marks.map((change) => ({ change, text: shortened(segment.text) })) : [],
  );
  const named = [
    ...changes.map((change) => wordsOfBlock(change, t)),
    ...marks.slice(0, MOST).map(({ change, text }) => wordsOfMark(change, text, t)),
  ];
  const more = marks.length > MOST ? [t("compare.more", { count: marks.length - MOST })] : [];
  return [...(type === "changed" && named.length > 0 ? [] : head), ...named, ...more];
}

/** Words that were added and removed, for those who do not see how they are drawn. */
export function spokenOf({ segments }: ComparedBlock, t: Text): string[] {
  const said = segments.map(({ type, text }) => ({ type, text: text.replaceAll(OBJECT, ` [${t("editor.footnote")}] `) }));
  const changed = said.filter(({ type, text }) => type !== "kept" && text.trim() !== "");
  const lines = changed
    .slice(0, MOST)
    .map(({ type, text }) => t(type === "added" ? "compare.added" : "compare.removed", { text: shortened(text) }));
  return changed.length > MOST ? [...lines, t("compare.more", { count: changed.length - MOST })] : lines;
}

const moveOf = (type: ComparedBlock["type"]): "movedFrom" | "movedTo" => (type === "moved" ? "movedFrom" : "movedTo");
const side = (otherPlace: number, index: number): "above" | "below" => (otherPlace < index ? "above" : "below");

const said = (value: string | number | null): string => String(value ?? "");

function wordsOfBlock({ name, before, after }: BlockChange, t: Text): string {
  switch (name) {
    case "kind":
      return t("compare.kind", { before: kindName(said(before), t), after: kindName(said(after), t) });
    case "list":
      return t("compare.list", { before: listName(before, t), after: listName(after, t) });
    case "indent":
      return t("compare.indent", { before: Number(before) + 1, after: Number(after) + 1 });
    case "dir":
      return t("compare.dir", { before: directionName(before, t), after: directionName(after, t) });
    case "lang":
      return t("compare.lang", { before: blockLanguageName(before, t), after: blockLanguageName(after, t) });
    case "src":
      return t(`compare.picture.${stepOf(before, after)}`);
    case "alt":
    case "credit":
      return t(`compare.attribute.${stepOf(before, after)}`, {
        name: attributeName(name, t),
        before: shortened(said(before)),
        after: shortened(said(after)),
      });
    default:
      return name satisfies never;
  }
}

const listName = (value: unknown, t: Text): string => t(value === "number" ? "compare.list.number" : "compare.list.bullet");
const directionName = (value: unknown, t: Text): string =>
  t(value === "rtl" ? "compare.dir.rtl" : value === "ltr" ? "compare.dir.ltr" : "compare.dir.auto");
const blockLanguageName = (value: unknown, t: Text): string => languageName(value, t) ?? t("editor.block.language.auto");
const stepOf = (before: unknown, after: unknown): "added" | "removed" | "changed" =>
  before === null ? "added" : after === null ? "removed" : "changed";

function wordsOfMark({ name, before, after }: MarkChange, text: string, t: Text): string {
  const step = stepOf(before || null, after || null);
  if (name === "dir") return t("compare.mark.dir", { text });
  if (name === "lang") return t("compare.mark.lang", { text, language: languageName(after, t) ?? t("editor.run.language.auto") });
  if (name === "link") return t(`compare.link.${step}`, { text, before: shortened(String(before)), after: shortened(String(after)) });
  return t(step === "removed" ? "compare.mark.removed" : "compare.mark.added", { mark: markName(name, after ?? before, t), text });
}

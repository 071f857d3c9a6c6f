/** The language of a run when several write, suggest, undo and restore at once: as any format, and apart from that of its block. */
import { describe, expect, test } from "vitest";
import { deleteSelection, joinBackward, setBlockLanguage, setRunLanguage, splitBlock } from "../../shared/article/commands/commands.ts";
import { runLanguageOf } from "../../shared/article/model/language.ts";
import { schema } from "../../shared/article/model/schema.ts";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { accept, behind, directly, meet, open, openNewsroom, ORDERS, refuse } from "./suggesting.ts";
import { caret, pasteSlice, select } from "./two-editors.ts";

/** Blocks below the headline with what is said of them and their runs: `he| یک ar{دو}`. */
const said = ({ state: { doc } }: HeadlessEditor): string[] =>
  doc.children.slice(1).map((block) => {
    const runs = block.children.map(({ text, marks }) => {
      const lang = runLanguageOf(schema.marks["lang"]!.isInSet(marks)?.attrs["value"]);
      return lang === null ? text : `${lang}{${text}}`;
    });
    return (block.attrs["lang"] ? `${String(block.attrs["lang"])}| ` : "") + runs.join("");
  });

describe.each(ORDERS)("with client IDs %i, %i and %i", (...clients) => {
  test("BD43 AM12: of two languages that two say of the same words one holds, the same for all", () => {
    const [sara, omid, nika] = openNewsroom(clients);
    directly(sara, () => select(sara, "دو", "سه").run(setRunLanguage("ar")));
    select(omid, "دو", "سه").run(setRunLanguage("he"));
    meet(sara, omid, nika);
    expect(said(omid)).toEqual(said(sara));
    expect(said(nika)).toEqual(said(sara));
    expect(["یک he{دو سه} چهار", "یک ar{دو سه} چهار"]).toContain(said(sara)[0]);
  });

  test("BD43 SU6 SU7: a suggested language is nothing until it is accepted, then also of what was typed inside meanwhile", () => {
    const [sara, omid, nika] = openNewsroom(clients);
    select(sara, "دو", "سه").run(setRunLanguage("ar"));
    meet(sara, omid, nika);
    expect(said(omid)).toEqual(["یک دو سه چهار"]);
    behind(omid, "دو", " ژاله");
    meet(sara, omid, nika);
    accept(nika);
    meet(sara, omid, nika);
    expect(said(sara)).toEqual(["یک ar{دو ژاله سه} چهار"]);
    expect(open(omid)).toEqual([]);
  });

  test("BD43 SU10: a refused language leaves one that was said directly", () => {
    const [sara, omid, nika] = openNewsroom(clients);
    select(omid, "دو").run(setRunLanguage("ar"));
    meet(sara, omid, nika);
    select(sara, "دو").run(setRunLanguage(null));
    select(sara, "سه").run(setRunLanguage("ur"));
    meet(sara, omid, nika);
    expect(open(nika).length).toBeGreaterThan(0);
    refuse(nika);
    meet(sara, omid, nika);
    expect(said(omid)).toEqual(["یک ar{دو} سه چهار"]);
  });

  test("BD39 BD43: what is said of a run and of its block are two things, through split, join and undo", () => {
    const [sara, omid, nika] = openNewsroom(clients);
    select(omid, "دو", "سه").run(setRunLanguage("ar"));
    caret(omid, "یک").run(setBlockLanguage("he"));
    meet(sara, omid, nika);
    expect(said(sara)).toEqual(["he| یک ar{دو سه} چهار"]);
    caret(nika, "سه").run(splitBlock);
    meet(sara, omid, nika);
    expect(said(sara)).toEqual(["he| یک ar{دو }", "he| ar{سه} چهار"]);
    omid.binding.undo();
    meet(sara, omid, nika);
    expect(said(sara)).toEqual(["یک ar{دو }", "he| ar{سه} چهار"]);
    nika.run(joinBackward);
    omid.binding.undo();
    meet(sara, omid, nika);
    expect(said(sara)).toEqual(["یک دو سه چهار"]);
    omid.binding.redo();
    meet(sara, omid, nika);
    expect(said(nika)).toEqual(["یک ar{دو سه} چهار"]);
  });

  test("BD43 UN2: a language that one takes back leaves what a colleague said since, and goes along with words that are moved", () => {
    const [sara, omid, nika] = openNewsroom(clients, "یک دو", "سه");
    select(omid, "یک دو").run(setRunLanguage("ar"));
    meet(sara, omid, nika);
    select(nika, "دو").run(setRunLanguage("he"));
    meet(sara, omid, nika);
    const slice = select(nika, "یک").state.selection.content();
    nika.run(deleteSelection);
    pasteSlice(caret(nika, "سه"), slice);
    meet(sara, omid, nika);
    expect(said(sara)).toEqual(["ar{ }he{دو}", "ar{یک}سه"]);
    omid.binding.undo();
    meet(sara, omid, nika);
    expect(said(sara)[0]).toBe(" he{دو}");
  });
});

/** The races of suggestions: what people who suggest, write and decide at once end with, in both orders of Yjs client IDs. */
import { TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { joinBackward, moveBlockDown, setKind, splitBlock, toggleMark } from "../../shared/article/commands/commands.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { caret, pasteSlice, select, type } from "./two-editors.ts";
import {
  ORDERS,
  marked,
  kinds,
  bold,
  open,
  accept,
  refuse,
  meet,
  openNewsroom,
  erase,
  replace,
  before,
  behind,
  directly,
} from "./suggesting.ts";

describe.each(ORDERS)("with client IDs %i, %i and %i", (...clients) => {
  const newsroom = (...lines: readonly string[]) => openNewsroom(clients, ...lines);

  test("SU6, races 1, 2: what is typed inside struck text stays when it is accepted, heard of before or after", () => {
    for (const hears of [true, false]) {
      const [sara, omid, nika] = newsroom();
      erase(sara, "دو سه");
      meet(sara, omid, nika);
      before(omid, "سه", "ژ");
      if (hears) meet(sara, omid, nika);
      accept(nika);
      meet(sara, omid, nika);
      expect(marked(omid)).toBe("⏎یک ژ چهار");
    }
  });

  test("SU6, races 3, 4: what is typed at either edge of struck text stays", () => {
    const [sara, omid, nika] = newsroom();
    erase(sara, "دو");
    meet(sara, omid, nika);
    before(omid, "دو", "ژ");
    behind(nika, "دو", "پ");
    accept(sara);
    meet(sara, omid, nika);
    expect(marked(omid)).toBe("⏎یک ژپ سه چهار");
  });

  test("SU6, race 5: bold text pasted into struck text stays", () => {
    const [sara, omid] = newsroom();
    erase(sara, "دو سه");
    meet(sara, omid);
    caret(omid, "سه");
    omid.binding.dispatch(omid.state.tr.replaceSelectionWith(schema.text("ژ", [schema.mark("bold")]), false));
    accept(sara);
    meet(sara, omid);
    expect([marked(sara), bold(sara)]).toEqual(["⏎یک ژ چهار", "ژ"]);
  });

  test("SU3, races 6, 7: what is typed on while a suggestion is decided is still to decide", () => {
    for (const [decide, expected] of [
      [refuse, "⏎یک +پ+دو سه چهار"],
      [accept, "⏎یک ژ+پ+دو سه چهار"],
    ] as const) {
      const [sara, omid] = newsroom();
      before(sara, "دو", "ژ");
      meet(sara, omid);
      behind(sara, "ژ", "پ");
      decide(omid);
      meet(sara, omid);
      expect(marked(sara)).toBe(expected);
      expect(open(sara)).toHaveLength(1);
    }
  });

  test("SU3, races 8, 9: what is struck on while a suggestion is decided is still to decide", () => {
    for (const [decide, expected] of [
      [refuse, "⏎یک دو- سه- چهار"],
      [accept, "⏎یک - سه- چهار"],
    ] as const) {
      const [sara, omid] = newsroom();
      erase(sara, "دو");
      meet(sara, omid);
      erase(sara, " سه");
      decide(omid);
      meet(sara, omid);
      expect(marked(sara)).toBe(expected);
    }
  });

  test("SU12, race 10: a replacement accepted and refused at once is the new word, once", () => {
    const [sara, omid, nika] = newsroom();
    replace(sara, "دو", "ژاله");
    meet(sara, omid, nika);
    accept(omid);
    refuse(nika);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک ژاله سه چهار");
    expect(open(sara)).toEqual([]);
  });

  test("SU10, race 11: a replacement refused by two is the old word, once", () => {
    const [sara, omid, nika] = newsroom();
    replace(sara, "دو", "ژاله");
    meet(sara, omid, nika);
    refuse(omid);
    refuse(nika);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک دو سه چهار");
  });

  test("SU12, races 12, 13: acceptance wins over a refusal at the same time", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژ ");
    meet(sara, omid, nika);
    accept(omid);
    refuse(nika);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک ژ دو سه چهار");

    const [mina, ali, reza] = newsroom();
    erase(mina, "دو ");
    meet(mina, ali, reza);
    accept(ali);
    refuse(reza);
    meet(mina, ali, reza);
    expect(marked(mina)).toBe("⏎یک سه چهار");
  });

  test("SU3, races 14, 15: two decide alike", () => {
    for (const [decide, expected] of [
      [accept, "⏎یک ژ سه چهار"],
      [refuse, "⏎یک دو سه چهار"],
    ] as const) {
      const [sara, omid, nika] = newsroom();
      replace(sara, "دو", "ژ");
      meet(sara, omid, nika);
      decide(omid);
      decide(nika);
      meet(sara, omid, nika);
      expect(marked(sara)).toBe(expected);
      expect(open(sara)).toEqual([]);
    }
  });

  test("SU4, races 16, 17: of two strikes that overlap, the accepted one alone is gone", () => {
    for (const accepted of [0, 1]) {
      const [sara, omid, nika] = newsroom();
      omid.binding.isSuggesting = true;
      erase(sara, "دو سه");
      erase(omid, "سه چهار");
      const [first, second] = [open(sara)[0]!, open(omid)[0]!];
      meet(sara, omid, nika);
      const ids = [first, second];
      accept(nika, [ids[accepted]!]);
      refuse(omid, [ids[1 - accepted]!]);
      meet(sara, omid, nika);
      expect(marked(sara)).toBe(accepted === 0 ? "⏎یک  چهار" : "⏎یک دو ");
    }
  });

  test("SU11, race 18: two replace one word, and both are accepted: both new words", () => {
    const [sara, omid, nika] = newsroom();
    omid.binding.isSuggesting = true;
    replace(sara, "دو", "ژاله");
    replace(omid, "دو", "پونه");
    meet(sara, omid, nika);
    accept(nika);
    meet(sara, omid, nika);
    expect(["⏎یک ژالهپونه سه چهار", "⏎یک پونهژاله سه چهار"]).toContain(marked(sara));
  });

  test("SU4, races 19, 20: another's insertion is struck out; decided on, the strike is open, or no empty card is left", () => {
    for (const decide of [accept, refuse]) {
      const [sara, omid, nika] = newsroom();
      before(sara, "دو", "ژاله ");
      meet(sara, omid, nika);
      omid.binding.isSuggesting = true;
      const [inserted] = open(omid);
      erase(omid, "ژاله ");
      meet(sara, omid, nika);
      decide(nika, [inserted!]);
      meet(sara, omid, nika);
      expect(marked(sara)).toBe(decide === accept ? "⏎یک -ژاله -دو سه چهار" : "⏎یک دو سه چهار");
      expect(open(sara)).toHaveLength(decide === accept ? 1 : 0);
    }
  });

  test("SU10, race 21: a suggestion inside a suggestion is open when the outer one is refused", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژاله ");
    meet(sara, omid);
    omid.binding.isSuggesting = true;
    const [outer] = open(omid);
    before(omid, "له", "پ");
    refuse(omid, [outer!]);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک +پ+دو سه چهار");
  });

  test("SU4 SU9, race 22: suggested text that is deleted directly leaves no card", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژاله ");
    meet(sara, omid);
    erase(omid, "ژاله ");
    meet(sara, omid);
    expect([marked(sara), open(sara)]).toEqual(["⏎یک دو سه چهار", []]);
  });

  test("SU9, race 23: what is typed directly inside suggested text stays when that is refused", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژاله ");
    meet(sara, omid);
    before(omid, "له", "پ");
    refuse(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک پدو سه چهار");
  });

  test("SU1 SU9, races 24, 25: direct and suggested text side by side are not mixed", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژ");
    meet(sara, omid);
    behind(sara, "ژ", "ا");
    behind(omid, "ژ", "پ");
    meet(sara, omid);
    refuse(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک پدو سه چهار");

    const [mina, ali] = newsroom();
    before(mina, "دو", "ژ");
    before(ali, "دو", "پ");
    meet(mina, ali);
    refuse(ali);
    meet(mina, ali);
    expect(marked(mina)).toBe("⏎یک پدو سه چهار");
  });

  test("SU10, race 26: a suggested split in whose tail one types is one paragraph when it is refused", () => {
    const [sara, omid] = newsroom();
    caret(sara, "سه").run(splitBlock);
    meet(sara, omid);
    behind(omid, "چهار", " پنج");
    refuse(omid);
    meet(sara, omid);
    expect([marked(sara), kinds(sara)]).toEqual(["⏎یک دو سه چهار پنج", ["paragraph"]]);
  });

  test("SU10, race 27: a direct split stays when a suggested one at the same place is refused", () => {
    const [sara, omid] = newsroom();
    caret(sara, "سه").run(splitBlock);
    caret(omid, "سه").run(splitBlock);
    meet(sara, omid);
    refuse(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک دو ⏎سه چهار");
  });

  test("SU11, race 28: a suggested split in a word that is deleted meanwhile splits when it is accepted", () => {
    const [sara, omid] = newsroom();
    caret(sara, "ه چهار").run(splitBlock);
    erase(omid, "سه");
    meet(sara, omid);
    accept(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک دو ⏎ چهار");
  });

  test("SU10 SU11, races 29, 30: a suggested join beside a change of kind", () => {
    for (const decide of [refuse, accept]) {
      const [sara, omid] = newsroom("یک", "دو");
      caret(sara, "دو").run(joinBackward);
      select(omid, "دو").run(setKind("quote"));
      meet(sara, omid);
      decide(omid);
      meet(sara, omid);
      expect(marked(sara)).toBe(decide === refuse ? "⏎یک⏎دو" : "⏎یکدو");
      expect(kinds(sara)).toEqual(decide === refuse ? ["paragraph", "quote"] : ["paragraph"]);
    }
  });

  test("SU6, race 31: what is typed on both sides of a suggested join stays", () => {
    const [sara, omid, nika] = newsroom("یک", "دو");
    caret(sara, "دو").run(joinBackward);
    behind(omid, "یک", "ژ");
    before(nika, "دو", "پ");
    meet(sara, omid, nika);
    accept(sara);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یکژپدو");
  });

  test("SU7, races 32, 33, 34: kinds that are suggested", () => {
    const [sara, omid] = newsroom("یک", "دو");
    select(sara, "دو").run(setKind("heading", { level: 2 }));
    select(omid, "دو").run(setKind("quote"));
    meet(sara, omid);
    refuse(omid);
    meet(sara, omid);
    expect(kinds(sara)).toEqual(["paragraph", "quote"]);

    for (const second of [accept, refuse]) {
      const [mina, ali, reza] = newsroom("یک", "دو");
      ali.binding.isSuggesting = true;
      select(mina, "دو").run(setKind("lead"));
      select(ali, "دو").run(setKind("quote"));
      const [first, other] = [open(mina), open(ali)];
      meet(mina, ali, reza);
      refuse(reza, first);
      second(mina, other);
      meet(mina, ali, reza);
      expect(kinds(mina)).toEqual(["paragraph", second === accept ? "quote" : "paragraph"]);
      expect(open(mina)).toEqual([]);
    }
  });

  test("SU6, race 35: what is typed inside a stretch that is suggested to be bold is bold, too, when that is accepted", () => {
    const [sara, omid] = newsroom();
    select(sara, "دو سه").run(toggleMark("bold"));
    meet(sara, omid);
    before(omid, "سه", "ژ");
    accept(omid);
    meet(sara, omid);
    expect([bold(sara), marked(sara)]).toEqual(["دو ژسه", "⏎یک دو ژسه چهار"]);
  });

  test("SU7, race 36: bold that is also given directly stays when its suggestion is refused", () => {
    const [sara, omid] = newsroom();
    select(sara, "دو").run(toggleMark("bold"));
    select(omid, "دو").run(toggleMark("bold"));
    meet(sara, omid);
    refuse(omid);
    meet(sara, omid);
    expect(bold(sara)).toBe("دو");
  });

  test("SU4, race 37: a form suggested for words that are deleted leaves no card", () => {
    const [sara, omid] = newsroom();
    select(sara, "دو").run(toggleMark("bold"));
    erase(omid, "دو ");
    meet(sara, omid);
    expect(open(sara)).toEqual([]);
  });

  test("SU6, race 38: a sentence added behind text that is struck out across paragraphs stays", () => {
    const [sara, omid] = newsroom("یک دو", "سه", "چهار پنج");
    erase(sara, "دو", "چهار");
    meet(sara, omid);
    behind(omid, "چهار", " ژاله");
    accept(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک  ژاله پنج");
  });

  test("SU6, race 39: what is typed in the middle of an article that is replaced as a whole stays", () => {
    const [sara, omid] = newsroom("یک دو", "سه");
    type(select(sara, "یک", "سه"), "ژ");
    before(omid, "دو", "پ");
    meet(sara, omid);
    accept(omid);
    meet(sara, omid);
    expect(["⏎پژ", "⏎ژپ"]).toContain(marked(sara));
  });

  test("SU13, race 40: struck text that is deleted directly is struck again when that is undone", () => {
    const [sara, omid] = newsroom();
    erase(sara, "دو");
    meet(sara, omid);
    erase(omid, "دو ");
    meet(sara, omid);
    omid.binding.undo();
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک -دو- سه چهار");
  });

  test("SU3, races 41, 42: a decision that is undone is open for everybody, beside what is typed meanwhile", () => {
    for (const decide of [accept, refuse]) {
      const [sara, omid] = newsroom();
      replace(sara, "دو", "ژاله");
      meet(sara, omid);
      decide(omid);
      meet(sara, omid);
      directly(sara, () => before(sara, "چهار", "پ"));
      omid.binding.undo();
      meet(sara, omid);
      expect(marked(sara)).toBe("⏎یک -دو-+ژاله+ سه پچهار");
      expect(open(sara)).toHaveLength(1);
    }
  });

  test("SU3, race 43: what was accepted goes when its author undoes it", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژاله ");
    meet(sara, omid);
    accept(omid);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک دو سه چهار");
  });

  test("SU11, race 44: a new suggestion is open beside all that are accepted", () => {
    const [sara, omid] = newsroom();
    replace(sara, "دو", "ژ");
    meet(sara, omid);
    before(sara, "چهار", "پ");
    accept(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک ژ سه +پ+چهار");
  });

  test("SU15, race 45: all is erased, then typed: in order", () => {
    const [sara, omid] = newsroom("یک دو", "سه");
    erase(sara, "یک", "سه");
    for (const letter of "ژاله") type(sara, letter);
    meet(sara, omid);
    expect(open(omid)).toHaveLength(1);
    accept(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎ژاله");
  });

  test("SU6, race 46: of many equal letters the one is erased that was", () => {
    const [sara, omid] = newsroom("ننننن");
    const at = sara.state.doc.content.size - 1 - 2;
    sara.binding.dispatch(sara.state.tr.setSelection(TextSelection.create(sara.state.doc, at)));
    sara.binding.dispatch(sara.state.tr.delete(at - 1, at));
    meet(sara, omid);
    expect(marked(omid)).toBe("⏎نن-ن-نن");
  });

  test("SU15, race 47: letters erased one by one are one suggestion", () => {
    const [sara, omid] = newsroom();
    select(sara, "سه");
    for (let i = 0; i < 3; i++) {
      const { from, to, empty } = sara.state.selection;
      sara.binding.dispatch(empty ? sara.state.tr.delete(from - 1, from) : sara.state.tr.delete(from, to));
    }
    meet(sara, omid);
    expect(open(omid)).toHaveLength(1);
    expect(marked(omid)).toBe("⏎یک د-و سه- چهار");
  });

  test("SU11, race 48: a paragraph that is struck out with its boundary leaves none behind when that is accepted", () => {
    const [sara, omid] = newsroom("یک", "دو", "سه");
    select(sara, "دو");
    const { from, to } = sara.state.selection;
    sara.binding.dispatch(sara.state.tr.delete(from - 1, to + 1));
    meet(sara, omid);
    accept(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک⏎سه");
  });

  test("SU14, race 49: what comes from elsewhere is no suggestion", () => {
    const [sara, omid] = newsroom();
    before(omid, "دو", "ژ");
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک ژدو سه چهار");
    expect(open(sara)).toEqual([]);
  });

  test("SU8, race 50: Enter and Backspace while suggesting are nothing", () => {
    const [sara] = newsroom();
    caret(sara, "سه").run(splitBlock);
    sara.run(joinBackward);
    expect([marked(sara), open(sara)]).toEqual(["⏎یک دو سه چهار", []]);
  });

  test("SU9, race 51: a copy of suggested text that is pasted directly is plain", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژاله ");
    meet(sara, omid);
    const slice = select(omid, "ژاله ").state.selection.content();
    caret(omid, "چهار");
    pasteSlice(omid, slice);
    refuse(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک دو سه ژاله چهار");
  });

  test("SU13, race 52: a block with suggested text that is moved directly carries it along", () => {
    const [sara, omid] = newsroom("یک دو", "سه که درازتر است");
    before(sara, "دو", "ژ ");
    erase(sara, "یک");
    meet(sara, omid);
    caret(omid, "دو").run(moveBlockDown);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎سه که درازتر است⏎-یک- +ژ +دو");
    accept(omid);
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎سه که درازتر است⏎ ژ دو");
    expect(flatOf(sara.state.doc, 1)).toBe(0);
  });
});

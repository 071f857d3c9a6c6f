/** The races of proposals: what a commenter who proposes and editors who write and decide at once end with, in both orders of client IDs. */
import { describe, expect, test } from "vitest";
import { moveBlockDown, splitBlock, toggleMark } from "../../shared/article/commands/commands.ts";
import { meet, openReview } from "./proposing.ts";
import { accept, before, behind, bold, erase, kinds, ORDERS, refuse as refuseSuggestions } from "./suggesting.ts";
import { caret, cutAndPaste, select } from "./two-editors.ts";

describe.each(ORDERS)("with client IDs %i, %i and %i", (...clients) => {
  /** Nika proposed «ژ پ» for «دو سه», and everybody heard of it. */
  function review(replacement = "ژ پ", ...lines: readonly string[]) {
    const people = openReview(clients, ...lines);
    const [sara, omid, nika] = people;
    nika.propose("دو سه", replacement);
    const all = () => meet(sara, omid, nika);
    all();
    return { sara, omid, nika, all };
  }

  test("NO64: a proposal changes no letter of the text, and is taken over as one edit that one step of undo takes back", () => {
    const { sara, nika, all } = review();
    expect([sara.text, sara.state.outcome]).toEqual(["⏎یک دو سه چهار", "open"]);
    sara.take();
    all();
    expect([nika.text, nika.state.outcome, nika.state.present]).toEqual(["⏎یک ژ پ چهار", "taken", 1]);
    expect(nika.state.taken[0]!.client).toBe(sara.desk.doc.clientID);
    sara.desk.binding.undo();
    all();
    expect([nika.text, nika.state.outcome]).toEqual(["⏎یک دو سه چهار", "open"]);
    sara.desk.binding.redo();
    all();
    expect([nika.text, nika.state.outcome, nika.state.present]).toEqual(["⏎یک ژ پ چهار", "taken", 1]);
  });

  test("NO64: words that both texts have stay as they are, with their form and what is typed in them meanwhile", () => {
    const { sara, omid, all } = review("دو پ");
    select(omid.desk, "دو").run(toggleMark("bold"));
    behind(omid.desk, "د", "ی");
    sara.take();
    all();
    expect([sara.text, bold(sara.desk)]).toEqual(["⏎یک دیو پ چهار", "دیو"]);
  });

  test("NO67: its range is deleted meanwhile: it waits without text, and what is deleted stays deleted", () => {
    const { sara, omid, all } = review();
    erase(omid.desk, "دو سه ");
    all();
    expect([sara.text, sara.state.now, sara.state.hasChanged, sara.state.outcome]).toEqual(["⏎یک چهار", null, true, "open"]);
    omid.desk.binding.undo();
    all();
    expect([sara.state.now, sara.state.hasChanged]).toEqual(["دو سه", false]);
  });

  test("NO67: its range is deleted ‖ taken over: the proposed words stand, once", () => {
    const { sara, omid, nika, all } = review();
    erase(omid.desk, "دو سه ");
    sara.take();
    all();
    expect(nika.text).toBe("⏎یک ژ پچهار");
    expect([nika.state.outcome, nika.state.present]).toEqual(["taken", 1]);
  });

  test("NO67: its range is edited inside meanwhile: it says what was there and what is, and takes over what is", () => {
    const { sara, omid, all } = review();
    before(omid.desk, "سه", "نو ");
    all();
    expect([sara.thread.quote.text, sara.state.now, sara.state.hasChanged]).toEqual(["دو سه", "دو نو سه", true]);
    sara.take();
    all();
    expect([omid.text, omid.state.outcome]).toEqual(["⏎یک ژ پ چهار", "taken"]);
    sara.desk.binding.undo();
    all();
    expect([omid.text, omid.state.outcome, omid.state.now]).toEqual(["⏎یک دو نو سه چهار", "open", "دو نو سه"]);
  });

  test("NO67: its range is edited inside ‖ taken over: what was typed stays, and it counts as taken over once", () => {
    const { sara, omid, nika, all } = review();
    before(omid.desk, "سه", "نو ");
    sara.take();
    all();
    expect(nika.text.replaceAll(/[ژپ]/g, "")).toContain("نو ");
    expect(nika.text.split("ژ")).toHaveLength(2);
    expect(nika.text).not.toMatch(/دو|سه/);
    expect([nika.state.outcome, nika.state.present]).toEqual(["taken", 1]);
  });

  test("NO67: what is typed at its edges is outside, and stays", () => {
    const { sara, omid, all } = review();
    before(omid.desk, "دو", "آ ");
    behind(omid.desk, "سه", " ب");
    sara.take();
    all();
    // On which side of the new words the letters stand that were typed where the old ones ended, Yjs says by the clients.
    expect(["⏎یک آ ژ پ ب چهار", "⏎یک آ  بژ پ چهار"]).toContain(omid.text);
    expect([omid.state.outcome, omid.state.present]).toEqual(["taken", 1]);
  });

  test("NO67: its block is moved ‖ taken over, or before it is", () => {
    for (const hears of [false, true]) {
      const { sara, omid, nika, all } = review("ژ پ", "یک دو سه چهار", "پایان");
      caret(omid.desk, "یک").run(moveBlockDown);
      if (hears) all();
      sara.take();
      all();
      expect(nika.state.outcome).toBe("taken");
      expect(nika.state.present).toBe(1);
      if (hears) expect(nika.text).toBe("⏎پایان⏎یک ژ پ چهار");
    }
  });

  test("NO67: its text is cut and pasted elsewhere, and taken over there", () => {
    const { sara, omid, nika, all } = review("ژ پ", "یک دو سه چهار", "پایان");
    select(omid.desk, "دو سه");
    cutAndPaste(omid.desk, "پایان");
    all();
    expect(sara.state.now).toBe("دو سه");
    sara.take();
    all();
    expect([nika.text, nika.state.outcome]).toEqual(["⏎یک  چهار⏎ژ پپایان", "taken"]);
  });

  test("NO67: its block is split inside of its range: the boundary stays", () => {
    const { sara, omid, nika, all } = review();
    caret(omid.desk, "سه").run(splitBlock);
    all();
    expect([sara.state.now, sara.state.hasChanged]).toEqual(["دو \nسه", true]);
    sara.take();
    all();
    expect([nika.text, kinds(nika.desk)]).toEqual(["⏎یک ژ پ⏎ چهار", ["paragraph", "paragraph"]]);
  });

  test("NO68: taken over ‖ refused: taken over wins, and both are named", () => {
    const { sara, omid, nika, all } = review();
    sara.take();
    omid.refuse();
    all();
    expect([nika.text, nika.state.outcome]).toEqual(["⏎یک ژ پ چهار", "taken"]);
    expect(nika.state.refused.map(({ client }) => client)).toEqual([omid.desk.doc.clientID]);
    // Undone, the refusal is what is left.
    sara.desk.binding.undo();
    all();
    expect(nika.state.outcome).toBe("refused");
  });

  test("NO69: taken over twice: it is said, and whoever presses takes away the same words", () => {
    const { sara, omid, nika, all } = review();
    sara.take();
    omid.take();
    all();
    expect([nika.state.outcome, nika.state.present]).toEqual(["taken", 2]);
    expect(nika.text.split("ژ پ")).toHaveLength(3);
    // Both at once, too.
    expect([sara.removeDoubled(), omid.removeDoubled()]).toEqual([true, true]);
    all();
    expect([nika.text, nika.state.outcome, nika.state.present]).toEqual(["⏎یک ژ پ چهار", "taken", 1]);
    expect(nika.state.taken.map(({ client }) => client)[0]).toBe(Math.min(sara.desk.doc.clientID, omid.desk.doc.clientID));
    expect(sara.removeDoubled()).toBe(false);
  });

  test("NO69: taken over by three, of whom no two know of one another: the words of one stay, whoever of them removes what they know of", () => {
    const { sara, omid, nika, all } = review();
    sara.take();
    omid.take();
    nika.take();
    meet(sara, omid);
    sara.removeDoubled();
    all();
    expect(omid.state.present).toBe(2);
    omid.removeDoubled();
    all();
    expect([nika.text, nika.state.present]).toEqual(["⏎یک ژ پ چهار", 1]);
  });

  test("NO69: taken over twice where only a word is added, or two words are one", () => {
    const { sara, omid, nika, all } = review("دو سه ژ");
    sara.take();
    omid.take();
    all();
    expect([nika.text, nika.state.present]).toEqual(["⏎یک دو سه ژ ژ چهار", 2]);
    omid.removeDoubled();
    all();
    expect([nika.text, nika.state.present]).toEqual(["⏎یک دو سه ژ چهار", 1]);
  });

  test("NO66: a deletion that is proposed is taken over by two as one, and its undo opens it again", () => {
    const { sara, omid, nika, all } = review("دو");
    sara.take();
    omid.take();
    all();
    expect([nika.text, nika.state.outcome, nika.state.present]).toEqual(["⏎یک دو چهار", "taken", 0]);
    sara.desk.binding.undo();
    all();
    expect([nika.text, nika.state.outcome]).toEqual(["⏎یک دو سه چهار", "open"]);
  });

  test("NO66: taken over, then written over: it stays taken over", () => {
    const { sara, omid, nika, all } = review();
    sara.take();
    all();
    select(omid.desk, "ژ پ");
    erase(omid.desk, "ژ پ");
    all();
    expect([nika.text, nika.state.outcome, nika.state.present]).toEqual(["⏎یک  چهار", "taken", 0]);
  });

  test("NO66: taken over as a suggestion: open in the text, and open again when it is refused there", () => {
    for (const [decide, text, outcome] of [
      [accept, "⏎یک ژ پ چهار", "taken"],
      [refuseSuggestions, "⏎یک دو سه چهار", "open"],
    ] as const) {
      const { sara, omid, nika, all } = review();
      sara.desk.binding.isSuggesting = true;
      sara.take();
      all();
      expect([nika.text, nika.state.outcome]).toEqual(["⏎یک -دو سه-+ژ پ+ چهار", "taken"]);
      decide(omid.desk);
      all();
      expect([nika.text, nika.state.outcome]).toEqual([text, outcome]);
    }
  });

  test("NO69: taken over ‖ taken over as a suggestion: said to stand twice, and mended", () => {
    const { sara, omid, nika, all } = review();
    sara.desk.binding.isSuggesting = true;
    sara.take();
    omid.take();
    all();
    expect(nika.state.present).toBe(2);
    omid.removeDoubled();
    all();
    expect(nika.state.present).toBe(1);
    expect(nika.text.split("ژ پ")).toHaveLength(2);
  });

  test("NO68: the commenter words it anew ‖ it is taken over or refused: what is decided is decided of the wording that was seen", () => {
    const taken = review();
    taken.nika.revise("ب");
    taken.sara.take();
    taken.all();
    expect([taken.nika.text, taken.nika.state.outcome, taken.nika.thread.proposal.replacement]).toEqual(["⏎یک ژ پ چهار", "taken", "ب"]);
    expect(taken.nika.state.taken[0]!.replacement).toBe("ژ پ");

    const refused = review();
    refused.nika.revise("ب");
    refused.sara.refuse();
    refused.all();
    expect([refused.nika.state.outcome, refused.nika.thread.proposal.replacement]).toEqual(["open", "ب"]);
  });

  test("NO68: the commenter withdraws it ‖ it is taken over, or refused, or worded anew", () => {
    const taken = review();
    taken.nika.withdraw();
    taken.sara.take();
    taken.all();
    expect([taken.sara.text, taken.sara.state.outcome]).toEqual(["⏎یک ژ پ چهار", "taken"]);
    expect(taken.sara.state.withdrawn).not.toBeNull();

    const { sara, nika, all } = review();
    nika.withdraw();
    all();
    expect([sara.state.outcome, sara.text]).toEqual(["withdrawn", "⏎یک دو سه چهار"]);
    nika.revise("ب");
    all();
    expect(sara.state.outcome).toBe("open");
  });

  test("NO64: taking over what somebody wrote meanwhile writes nothing, and counts", () => {
    const { sara, omid, nika, all } = review("دو نو سه");
    before(omid.desk, "سه", "نو ");
    all();
    sara.take();
    all();
    expect([nika.text, nika.state.outcome, nika.state.present]).toEqual(["⏎یک دو نو سه چهار", "taken", 0]);
  });
});

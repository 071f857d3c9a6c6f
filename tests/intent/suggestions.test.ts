/** What suggestions keep to, one rule at a time (SU1–SU15). */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { deleteSelection, moveBlockDown, toggleMark } from "../../shared/article/commands/commands.ts";
import { articleOf, type Article } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { baseHeadline, baseText } from "../../shared/article/projection/base-text.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { caret, note, pasteSlice, select } from "./two-editors.ts";
import { ORDERS, marked, bold, open, accept, refuse, meet, openNewsroom, erase, replace, before, directly, behind } from "./suggesting.ts";

/** An editor that is opened anew, with another client ID. */
const reopened = (editor: HeadlessEditor, client: number): HeadlessEditor => {
  const former = editor.doc.clientID;
  const again = new HeadlessEditor(editor.name, client, [], editor.disk);
  again.binding.isOwn = (one) => one === client || one === former;
  return again;
};

/** The article as it is now. */
function versionOf(editor: HeadlessEditor): Article {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(editor.doc));
  return articleOf(doc);
}

describe.each(ORDERS)("with client IDs %i, %i and %i", (...clients) => {
  const newsroom = (...lines: readonly string[]) => openNewsroom(clients, ...lines);

  test("SU12: an insertion accepted by one and refused by two is there once", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژ ");
    meet(sara, omid, nika);
    accept(sara);
    refuse(omid);
    refuse(nika);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک ژ دو سه چهار");
  });

  test("SU12: of an insertion that two refuse, who did not know the same of it, all is there once", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژا");
    meet(sara, omid, nika);
    behind(sara, "ژا", "له ");
    nika.receive(Y.encodeStateAsUpdate(sara.doc));
    accept(sara);
    refuse(omid);
    refuse(nika);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک ژاله دو سه چهار");
  });

  test.each([
    ["one after another", true],
    ["at once", false],
  ])(
    "SU12: of an insertion that one refuses, all is there once that two accepted who knew more and less of it, heard of %s",
    (_when, isApart) => {
      const [sara, omid, nika] = newsroom();
      before(sara, "دو", "ژا");
      meet(sara, omid, nika);
      behind(sara, "ژا", "له ");
      nika.receive(Y.encodeStateAsUpdate(sara.doc));
      accept(omid);
      accept(nika);
      refuse(sara);
      const states = [omid, nika].map(({ doc }) => Y.encodeStateAsUpdate(doc));
      for (const update of isApart ? states : [Y.mergeUpdates(states)]) sara.receive(update);
      expect(marked(sara)).toBe("⏎یک ژاله دو سه چهار");
      meet(sara, omid, nika);
      expect(marked(sara)).toBe("⏎یک ژاله دو سه چهار");
    },
  );

  test.each([2, 22])(
    "SU44: what was accepted while the window was closed in which it was refused is put back by the next (client %i)",
    (next) => {
      const [sara, omid, nika] = newsroom();
      before(sara, "دو", "ژ ");
      meet(sara, omid, nika);
      refuse(nika);
      accept(omid);
      nika.binding.destroy();
      nika.receive(Y.encodeStateAsUpdate(omid.doc));
      const again = reopened(nika, next);
      expect(marked(again)).toBe("⏎یک ژ دو سه چهار");
      meet(sara, omid, again);
      expect(marked(sara)).toBe("⏎یک ژ دو سه چهار");
    },
  );

  test("SU44: what was put back and then deleted stays deleted, also when its desk is opened anew", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژ ");
    meet(sara, omid, nika);
    refuse(nika);
    accept(omid);
    meet(sara, omid, nika);
    directly(omid, () => erase(omid, "ژ "));
    before(sara, "سه", "ن ");
    meet(sara, omid, nika);
    const again = reopened(nika, 22);
    accept(sara);
    meet(sara, omid, again);
    expect(marked(again)).toBe("⏎یک دو ن سه چهار");
  });

  test("SU12: what one puts back stays when another who refused it takes that back, and refuses it again", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژ ");
    meet(sara, omid, nika);
    accept(sara);
    refuse(omid);
    refuse(nika);
    omid.binding.undo();
    const undone = Y.encodeStateAsUpdate(omid.doc);
    omid.binding.redo();
    for (const update of [Y.encodeStateAsUpdate(sara.doc), undone]) nika.receive(update);
    omid.receive(Y.encodeStateAsUpdate(nika.doc));
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک ژ دو سه چهار");
  });

  test("SU44: what was put back is part of the article, also where the acceptance has not arrived", () => {
    const [sara, omid, nika] = newsroom();
    const updates: Uint8Array[] = [];
    before(sara, "دو", "ژ ");
    meet(sara, omid, nika);
    omid.onUpdate = (update) => void updates.push(update);
    directly(omid, () => erase(omid, "سه "));
    accept(omid);
    refuse(nika);
    const refused = Y.encodeStateAsUpdate(nika.doc);
    nika.onUpdate = (update) => void updates.push(update);
    for (const update of updates.splice(0)) nika.receive(update);
    expect(updates).toHaveLength(1);
    for (const update of [refused, ...updates]) sara.receive(update);
    expect([marked(sara), open(sara)]).toEqual(["⏎یک ژ دو سه چهار", []]);
    meet(sara, omid, nika);
    expect(marked(sara)).toBe("⏎یک ژ دو چهار");
  });

  test("SU44: what nobody accepted is not put back, whatever was forgotten of what it was a copy of", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژ ");
    sara.binding.undo();
    sara.binding.redo();
    meet(sara, omid, nika);
    refuse(nika);
    const again = reopened(nika, 22);
    erase(again, "سه ");
    again.binding.undo();
    meet(sara, omid, again);
    expect(marked(again)).toBe("⏎یک دو سه چهار");
  });

  test("SU44: what one who refused it put back, and somebody deleted then, no other who refused it puts back", () => {
    const [sara, omid, nika] = newsroom();
    before(sara, "دو", "ژ ");
    meet(sara, omid, nika);
    accept(sara);
    refuse(omid);
    refuse(nika);
    omid.receive(Y.encodeStateAsUpdate(sara.doc));
    sara.receive(Y.encodeStateAsUpdate(omid.doc));
    directly(sara, () => erase(sara, "ژ "));
    nika.receive(Y.encodeStateAsUpdate(sara.doc));
    before(sara, "سه", "ن ");
    accept(sara);
    meet(sara, omid, nika);
    expect(marked(nika)).toBe("⏎یک دو ن سه چهار");
  });

  test("SU13 VE11: what undo of a restoration brings back is no part of a refused suggestion that had moved it", () => {
    const [sara, omid] = newsroom("یک", "دو", "😀");
    select(sara, "دو").run(moveBlockDown);
    meet(sara, omid);
    const version = new Y.Doc();
    bodyOf(version);
    Y.applyUpdate(version, Y.encodeStateAsUpdate(omid.doc));
    refuse(omid);
    // Another program deletes half a surrogate pair: the other half is no part of that version any more.
    omid.body.delete(omid.body.length - 2, 1);
    omid.binding.restore(articleOf(version), null);
    expect(marked(omid)).toBe("⏎یک+⏎😀+⏎دو-⏎😀-");
    omid.binding.undo();
    expect([marked(omid), open(omid)]).toEqual(["⏎یک⏎دو⏎\uFFFD", []]);
    meet(sara, omid);
  });

  test("VE72: restoring makes suggestions what they were: what was decided on since is suggested again, what came since is over", () => {
    for (const decide of [accept, refuse]) {
      const [sara, omid, nika] = newsroom("یک دو سه", "چهار پنج");
      const plain = versionOf(sara);
      replace(sara, "دو", "ژاله");
      select(sara, "چهار").run(toggleMark("bold"));
      meet(sara, omid, nika);
      const suggested = versionOf(omid);
      decide(omid);
      meet(sara, omid, nika);
      const decided = versionOf(omid);
      const [text, letters] = [marked(omid), bold(omid)];
      omid.binding.restore(suggested, null);
      meet(sara, omid, nika);
      expect([marked(nika), bold(nika), open(nika).length]).toEqual(["⏎یک -دو-+ژاله+ سه⏎چهار پنج", "", 2]);
      accept(nika);
      expect([marked(nika), bold(nika)]).toEqual(["⏎یک ژاله سه⏎چهار پنج", "چهار"]);
      nika.binding.undo();
      refuse(nika);
      expect([marked(nika), bold(nika)]).toEqual(["⏎یک دو سه⏎چهار پنج", ""]);
      nika.binding.undo();
      meet(sara, omid, nika);
      omid.binding.restore(decided, null);
      expect([marked(omid), bold(omid), open(omid)]).toEqual([text, letters, []]);
      omid.binding.undo();
      expect([marked(omid), open(omid).length]).toEqual(["⏎یک -دو-+ژاله+ سه⏎چهار پنج", 2]);
      omid.binding.restore(plain, null);
      meet(sara, omid, nika);
      expect([marked(sara), open(sara)]).toEqual(["⏎یک دو سه⏎چهار پنج", []]);
      omid.binding.restore(suggested, 1);
      expect(marked(omid)).toBe("⏎یک -دو-+ژاله+ سه⏎چهار پنج");
      meet(sara, omid, nika);
    }
  });

  test("SU11 AM11: a form of half a surrogate pair is given to all of it", () => {
    const [sara] = newsroom("یک 😀 دو");
    const at = sara.body.toJSON().indexOf("😀");
    const { suggestions } = articleOf(sara.doc);
    const runs = sara.binding.charactersIn(at + 1, at + 2);
    sara.doc.transact(() => suggestions.restyle(suggestions.begin(0), { runs, block: null, name: "bold", value: true }));
    accept(sara);
    expect([marked(sara), bold(sara)]).toEqual(["⏎یک 😀 دو", "😀"]);
    sara.binding.undo();
    expect([marked(sara), bold(sara)]).toEqual(["⏎یک 😀 دو", ""]);
  });

  test("SU45: a surrogate pair of which a suggestion strikes out half goes with its first half, or stays", () => {
    for (const [half, expected] of [
      [0, "⏎یک  دو"],
      [1, "⏎یک 😀 دو"],
    ] as const) {
      const [sara, omid] = newsroom("یک 😀 دو");
      const at = sara.body.toJSON().indexOf("😀") + half;
      const { suggestions } = articleOf(sara.doc);
      const runs = sara.binding.charactersIn(at, at + 1);
      sara.doc.transact(() => suggestions.strike(suggestions.begin(0), runs));
      accept(sara);
      expect([marked(sara), open(sara)]).toEqual([expected, []]);
      meet(sara, omid);
      expect(marked(omid)).toBe(expected);
      sara.binding.undo();
      expect(sara.body.toJSON()).toContain("😀");
      expect(open(sara)).toHaveLength(1);
    }
  });

  test("SU16: a surrogate pair of which half is struck out is whole in the text without suggestions", () => {
    const [sara] = newsroom();
    before(sara, "دو", "😀 ");
    accept(sara);
    const at = sara.body.toJSON().indexOf("😀");
    const [half] = sara.binding.charactersIn(at, at + 1);
    const { suggestions } = articleOf(sara.doc);
    sara.doc.transact(() => suggestions.strike(suggestions.begin(0), [half!]));
    expect(baseText(sara.doc)).toBe("تیتر\nیک 😀 دو سه چهار");
    expect(baseHeadline(sara.doc)).toBe("تیتر");
  });

  test("SU15: a replacement stands behind what it replaces, and looks like it", () => {
    const [sara, omid] = newsroom();
    directly(sara, () => select(sara, "دو").run(toggleMark("bold")));
    replace(sara, "دو", "ژاله");
    meet(sara, omid);
    expect([marked(omid), bold(omid)]).toEqual(["⏎یک -دو-+ژاله+ سه چهار", "دوژاله"]);
  });

  test("SU13: text that is cut and pasted while suggesting goes with its note when that is accepted, and stays when it is refused", () => {
    for (const [decide, expected] of [
      [accept, "⏎یک سه دو چهار"],
      [refuse, "⏎یک دو سه چهار"],
    ] as const) {
      const [sara, omid] = newsroom();
      const noteAt = note(omid, "دو");
      const slice = select(sara, "دو ").state.selection.content();
      deleteSelection(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "cut")));
      caret(sara, "چهار");
      pasteSlice(sara, slice);
      meet(sara, omid);
      expect(marked(omid)).toBe("⏎یک -دو -سه +دو +چهار");
      decide(omid);
      meet(sara, omid);
      expect([marked(sara), noteAt(sara), noteAt(omid)]).toEqual([expected, "دو", "دو"]);
    }
  });

  test("SU14: what is undone or put back while one suggests is what it was", () => {
    const [sara, omid] = newsroom();
    directly(sara, () => erase(sara, "دو "));
    sara.binding.undo();
    meet(sara, omid);
    expect([marked(omid), open(omid)]).toEqual(["⏎یک دو سه چهار", []]);
  });

  test("SU10 SU11: of a suggestion, what stands in the selection is decided on alone", () => {
    const [sara, omid] = newsroom("یک دو", "سه چهار");
    erase(sara, "یک دو");
    before(sara, "چهار", "ژ ");
    meet(sara, omid);
    select(omid, "دو");
    const { from, to } = omid.state.selection;
    omid.binding.decide("accepted", { from: flatOf(omid.state.doc, from), to: flatOf(omid.state.doc, to) });
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎-یک -⏎سه +ژ +چهار");
  });

  test("SU1 SU2: nobody suggests, strikes out or decides in another's name, and bytes that say nothing are ignored", () => {
    const [sara, omid] = newsroom();
    before(sara, "دو", "ژ ");
    erase(sara, "چهار");
    meet(sara, omid);
    const [inserted, struck] = open(omid).sort() as [string, string];
    const mine = sara.doc.clientID;
    omid.doc.transact(() => {
      const [ink, records] = [omid.doc.getMap("ink"), omid.doc.getMap("suggestions")];
      // The headline as suggested by Sara, and as struck out by her; her strike as refused by her.
      ink.set(`${mine}.0`, inserted);
      ink.set("1.0", inserted);
      records.set(`-${inserted}/${mine}`, new Uint8Array([1, 1, 0, 3]));
      records.set(`!${struck}/${mine}.99`, records.get(`-${struck}/${mine}`));
      for (const [key, value] of [
        ["~", 1],
        ["!x/1.1", {}],
        ["-1.1/x", null],
        [`!${struck}/${omid.doc.clientID}.1`, new Uint8Array([1])],
        [`~${struck}/${omid.doc.clientID}.2`, new Uint8Array([3, 91, 49, 93, 0])],
      ] as const) {
        records.set(key, value);
      }
    });
    meet(sara, omid);
    expect(marked(sara)).toBe("⏎یک +ژ +دو سه -چهار-");
    // Whoever may write the text may take it away, and what is said of it: it is never more than said by whoever says it.
    omid.doc.transact(() => {
      for (const name of ["ink", "suggestions"]) for (const key of omid.doc.getMap(name).keys()) omid.doc.getMap(name).delete(key);
    });
    meet(sara, omid);
    expect([marked(sara), open(sara)]).toEqual(["⏎یک ژ دو سه چهار", []]);
    const late = new HeadlessEditor("late", 30);
    late.receive(Y.encodeStateAsUpdate(omid.doc));
    expect(marked(late)).toBe(marked(sara));
  });
});

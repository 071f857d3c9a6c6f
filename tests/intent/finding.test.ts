/** Words that are found in an article with suggestions, and others that are written in their place, by the real binding. */
import { TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Hits } from "../../renderer/app/find/hits.ts";
import { replacementOf } from "../../renderer/app/find/replacements.ts";
import { Scan } from "../../renderer/app/find/scan.ts";
import { textViewPlugin } from "../../renderer/suggestions/text-view-plugin.ts";
import { textViewKey, type TextView } from "../../renderer/suggestions/text-view.ts";
import { deleteSelection, toggleMark } from "../../shared/article/commands/commands.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { baseText } from "../../shared/article/projection/base-text.ts";
import type { Replacement } from "../../shared/article/sync/replace.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { finderOf, type FindQuery } from "../../shared/text/find.ts";
import { FOLD_ALL, type Folded } from "../../shared/text/fold.ts";
import { drawSuggestions, suggestionsPlugin } from "../newsroom/drawn-suggestions.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { runs, seed } from "../seed.ts";

const TEXT = ["تیتر", "پل نو باز شد و پل کهنه ماند.", "پلها را پل‌ساز می‌سازد.", "پایان"].join("\n");

const words = (query: string): FindQuery => ({ words: query, folding: FOLD_ALL, wholeWord: false, isPattern: false });

class SearchedArticle extends HeadlessEditor {
  constructor(name: string, clientID: number, disk: readonly Uint8Array[]) {
    super(name, clientID, [suggestionsPlugin(), textViewPlugin()], disk);
  }

  static open(text = TEXT): SearchedArticle {
    const doc = new Y.Doc();
    bodyOf(doc).insert(0, text);
    return new SearchedArticle("Sara", 7, [Y.encodeStateAsUpdate(doc)]);
  }

  show(textView: TextView): void {
    this.binding.dispatch(this.state.tr.setMeta(textViewKey, textView));
  }

  select(phrase: string): void {
    const from = posOf(this.state.doc, this.body.toJSON().indexOf(phrase));
    this.binding.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, from + phrase.length)));
  }

  suggest(edit: () => void): void {
    this.binding.isSuggesting = true;
    edit();
    this.binding.isSuggesting = false;
  }

  find(query: FindQuery): Hits {
    const finder = finderOf(query);
    return new Scan().read(drawSuggestions(this), (text) => finder.find(text)).hits;
  }

  /** What is found, with a sign before what stands only in the text before suggestions. */
  found(query: FindQuery): string[] {
    const hits = this.find(query);
    return Array.from({ length: hits.count }, (_, i) => {
      const { from, to, isFormer } = hits.at(i);
      return `${isFormer ? "-" : ""}${this.state.doc.textBetween(from, to, "|")}`;
    });
  }

  replacements(query: FindQuery, template: string): Replacement[] {
    return this.find(query).replaceable.flatMap((line) =>
      line.hits.flatMap(
        ({ from, to }) => replacementOf(this.state.doc, line, { from: line.start + from, to: line.start + to }, template) ?? [],
      ),
    );
  }

  /** @returns how many were replaced */
  replaceAll(query: FindQuery, template: string): number {
    return this.binding.replace(this.replacements(query, template));
  }

  get base(): string {
    return baseText(this.doc);
  }
}

test("FR10, FR12: all hits are replaced as one step of undo, in what they fold to as well", () => {
  const desk = SearchedArticle.open(TEXT.replace("پل نو", "پُل نو"));
  const before = desk.body.toJSON();
  expect(desk.replaceAll(words("پل"), "سد")).toBe(4);
  expect(desk.body.toJSON()).toBe("تیتر\nسد نو باز شد و سد کهنه ماند.\nسدها را سد‌ساز می‌سازد.\nپایان");
  expect(desk.binding.undo()).toBe(true);
  expect(desk.body.toJSON()).toBe(before);
  expect(desk.binding.canUndo).toBe(false);
  expect(desk.binding.redo()).toBe(true);
  expect(desk.found(words("سد"))).toHaveLength(4);
});

test("FR24: many hits at once become the very characters that they become in parts, with the same notes, and one undo takes them back", () => {
  const text = ["تیتر", ...Array.from({ length: 30 }, (_, i) => `${i} پل 😀پل کهنه و پلها.`)].join("\n");
  const atOnce = SearchedArticle.open(text);
  const inParts = new SearchedArticle("Sara", 7, atOnce.disk);
  const anchors = [atOnce, inParts].map(({ body }) => anchorOf(body, text.indexOf("پل 😀"), text.indexOf("پل 😀") + 2));
  const hits = atOnce.replacements(words("پل"), "راه");
  expect([hits.length, atOnce.binding.replace(hits)]).toEqual([90, 90]);
  for (let i = 0; i < hits.length; i += 10) {
    // Each is a letter longer than what it replaces.
    const moved = hits.slice(i, i + 10).map(({ parts: [{ from, to }], words, like }) => ({
      parts: [{ from: from + i, to: to + i }] as const,
      words,
      like: like + i,
    }));
    inParts.binding.replace(moved);
  }
  const [all, parts] = [atOnce, inParts].map(({ binding, body }) => [body.toDelta(), binding.charactersIn(0, body.length)]);
  expect(all).toEqual(parts);
  const places = [atOnce, inParts].map(({ body }, i) => resolveAnchors(body, [anchors[i]!]));
  expect(places[0]).toEqual(places[1]);
  expect(atOnce.text).toBe(text.replaceAll("پل", "راه"));
  atOnce.binding.undo();
  expect([atOnce.text, atOnce.binding.canUndo]).toEqual([text, false]);
});

test("FR25: what is in sight is looked into first, then from the caret on around the end, and what is not known yet is said", () => {
  const desk = SearchedArticle.open(["تیتر", ...Array.from({ length: 10 }, (_, i) => `پل ${i}`)].join("\n"));
  const read: string[] = [];
  const finder = finderOf(words("پل"));
  const find = (text: string) => {
    read.push(text);
    return finder.find(text);
  };
  const scan = new Scan();
  const at = (text: string) => posOf(desk.state.doc, desk.body.toJSON().indexOf(text));
  const first = { from: at("پل 4"), to: at("پل 5") };
  const extent = { first, from: at("پل 8"), goesOn: () => false };
  const begun = scan.read(desk.state, find, extent);
  expect(read).toEqual(["پل 4", "پل 5"]);
  expect([begun.hits.count, begun.gaps.length, begun.unread]).toEqual([2, 9, []]);
  const onward = scan.read(desk.state, find, { ...extent, goesOn: () => read.length < 4 });
  expect(read.slice(2)).toEqual(["پل 8", "پل 9"]);
  expect(onward.gaps.map(({ from }) => from)).not.toContain(at("پل 8"));
  const whole = scan.read(desk.state, find);
  expect([whole.hits.count, whole.gaps, read.length]).toEqual([10, [], 11]);
  expect(read[4]).toBe("تیتر");
});

test("FR28: another search finds in what blocks folded to before, and only a block that changed is folded anew", () => {
  const desk = SearchedArticle.open();
  const look = (query: string): Folded[] => {
    const finder = finderOf(words(query));
    const folded: Folded[] = [];
    const { hits } = new Scan().read(desk.state, (text, foldedAs) => {
      folded.push(foldedAs!(FOLD_ALL));
      return finder.find(text, foldedAs);
    });
    expect(hits.count).toBeGreaterThan(0);
    return folded;
  };
  const before = look("پل");
  expect(before.length).toBeGreaterThan(2);
  expect(look("پایان").map((one, i) => one === before[i])).toEqual(before.map(() => true));
  desk.select("پایان");
  desk.binding.dispatch(desk.state.tr.insertText("پل"));
  const after = look("پل");
  expect(after.filter((one) => !before.includes(one)).map(({ text }) => text)).toEqual(["پل"]);
});

test("FR26: after a key the block that changed is read again, and no other", () => {
  const desk = SearchedArticle.open();
  const finder = finderOf(words("پل"));
  const read: string[] = [];
  const scan = new Scan();
  const look = () =>
    scan.read(desk.state, (text) => {
      read.push(text);
      return finder.find(text);
    });
  const { hits: before } = look();
  read.length = 0;
  desk.select("پایان");
  desk.binding.dispatch(desk.state.tr.insertText("پل"));
  const { hits: after } = look();
  expect(read).toEqual(["پل"]);
  expect(after.count).toBe(before.count + 1);
  expect(after.lines[0]!.hits).toBe(before.lines[0]!.hits);
  expect(look().hits).toBe(after);
});

const MANY_RUNS = runs(20);

/** The text unit by unit, each with its formats. */
const units = ({ body }: SearchedArticle): string[] =>
  (body.toDelta() as { insert: string; attributes?: object }[]).flatMap(({ insert, attributes = {} }) =>
    insert.split("").map((unit) => `${unit} ${JSON.stringify(attributes, ["bold", "link"])}`),
  );

test(`FR24, FR27: among formats, notes and emoji, many at once become what they become in parts (seed ${seed})`, () => {
  let state = seed;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  for (let run = 0; run < MANY_RUNS; run++) {
    const pieces = ["پل ", "پُل", "😀پل😀", " کهنه ", "پلها ", "\n", "ـ"];
    const text = `تیتر\nپل ${Array.from({ length: 120 }, () => pieces[random(pieces.length)]!).join("")}`;
    const doc = new Y.Doc();
    doc.clientID = 5;
    bodyOf(doc).insert(0, text);
    for (let i = 0; i < 25; i++) {
      const [name, value] = random(2) === 0 ? (["bold", true] as const) : (["link", "https://example.org"] as const);
      const [from, length] = [6 + random(text.length - 20), 1 + random(9)];
      if (!text.slice(from - 1, from + length + 1).match(/[\uD800-\uDFFF\n]/)) bodyOf(doc).format(from, length, { [name]: value });
    }
    const disk = [Y.encodeStateAsUpdate(doc)];
    const [atOnce, inParts] = [new SearchedArticle("Sara", 7, disk), new SearchedArticle("Sara", 7, disk)];
    const before = units(atOnce);
    // Of whole characters.
    const ranges = Array.from({ length: 12 }, () => random(text.length - 4))
      .map((at) => [at, at + 1 + random(3)] as const)
      .filter(([from, to]) => text.slice(from, to).isWellFormed());
    const notes = ranges.map(([from, to]) => [atOnce, inParts].map(({ body }) => anchorOf(body, from, to)));
    const template = ["راه", "", "پل و پل", "😀"][random(4)]!;
    const hits = atOnce.replacements(words("پل"), template);
    expect(atOnce.binding.replace(hits)).toBe(hits.length);
    let grown = 0;
    for (let i = 0; i < hits.length; i += 15) {
      const { length } = inParts.body;
      const moved = hits.slice(i, i + 15).map(({ parts: [{ from, to }], words: other, like }) => ({
        parts: [{ from: from + grown, to: to + grown }] as const,
        words: other,
        like: like + grown,
      }));
      inParts.binding.replace(moved);
      grown += inParts.body.length - length;
    }
    expect(units(atOnce), String(run)).toEqual(units(inParts));
    expect(atOnce.text).toBe(atOnce.body.toJSON());
    const old = ({ binding, body }: SearchedArticle) => binding.charactersIn(0, body.length).filter(({ client }) => client === 5);
    expect(old(atOnce)).toEqual(old(inParts));
    for (const [one, other] of notes) expect(resolveAnchors(atOnce.body, [one!])).toEqual(resolveAnchors(inParts.body, [other!]));
    const after = units(atOnce);
    if (hits.length === 0) continue;
    atOnce.binding.undo();
    expect(units(atOnce)).toEqual(before);
    atOnce.binding.redo();
    expect(units(atOnce)).toEqual(after);
  }
});

/** All characters with what is suggested of them, suggestions numbered as they come. */
function suggestedIn({ doc, binding, body }: SearchedArticle): string[] {
  const { suggestions } = articleOf(doc);
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => numbers.get(id) ?? (numbers.set(id, numbers.size), numbers.get(id)!);
  const parts: [said: string, text: string][] = [];
  let at = 0;
  for (const { insertedBy, struckBy, length } of binding.charactersIn(0, body.length).flatMap((run) => suggestions.statusOf(run))) {
    const text = body.toJSON().slice(at, (at += length));
    const said = `${insertedBy === null ? "" : `+${numberOf(insertedBy)}`}${struckBy.map((id) => `-${numberOf(id)}`).join("")}`;
    if (parts.at(-1)?.[0] === said) parts.at(-1)![1] += text;
    else parts.push([said, text]);
  }
  return parts.map((part) => part.join(" "));
}

const SUGGESTED_RUNS = runs(12);

test(
  `FR29: many that are suggested at once become what they become in parts, among what was suggested before (seed ${seed})`,
  { tags: "long" },
  () => {
    let state = seed;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    let count = 0;
    for (let run = 0; run < SUGGESTED_RUNS; run++) {
      const pieces = ["پل ", "پُل", "😀پل😀", " کهنه ", "پلها ", "\n", "ـ"];
      const text = `تیتر\nپل ${Array.from({ length: 120 }, () => pieces[random(pieces.length)]!).join("")}`;
      const doc = new Y.Doc();
      doc.clientID = 5;
      bodyOf(doc).insert(0, text);
      for (let i = 0; i < 10; i++) bodyOf(doc).format(6 + random(text.length - 10), 1 + random(3), { bold: true });
      const omid = new SearchedArticle("Omid", 6, [Y.encodeStateAsUpdate(doc)]);
      const first = new SearchedArticle("Sara", 7, omid.disk);
      for (const [desk, edits] of [
        [omid, 4],
        [first, 6],
      ] as const) {
        desk.suggest(() => {
          for (let i = 0; i < edits; i++) {
            const from = 7 + random(desk.state.doc.content.size - 20);
            const tr = desk.state.tr.setSelection(
              TextSelection.between(desk.state.doc.resolve(from), desk.state.doc.resolve(from + random(4))),
            );
            if (tr.selection.$from.sameParent(tr.selection.$to)) desk.binding.dispatch(tr.insertText(["", "پل", "و"][random(3)]!));
          }
        });
      }
      for (const update of omid.disk.slice(1)) first.receive(update);
      const disk = [Y.encodeStateAsUpdate(first.doc)];
      // Both are Sara's, on another computer.
      const [atOnce, inParts] = [new SearchedArticle("Sara", 8, disk), new SearchedArticle("Sara", 8, disk)];
      for (const { binding } of [atOnce, inParts]) binding.isOwn = (client) => client === 7 || client === 8;
      const before = suggestedIn(atOnce);
      expect(suggestedIn(inParts)).toEqual(before);
      const hits = atOnce.replacements(words("پل"), ["راه", "", "پل و پل", "😀"][random(4)]!);
      let [written, grown] = [0, 0];
      atOnce.suggest(() => (written = atOnce.binding.replace(hits)));
      inParts.suggest(() => {
        for (let i = 0; i < hits.length; i += 15) {
          const { length } = inParts.body;
          const moved = hits.slice(i, i + 15).map(({ parts, words: other, like }) => ({
            parts: parts.map(({ from, to }) => ({ from: from + grown, to: to + grown })) as unknown as Replacement["parts"],
            words: other,
            like: like + grown,
          }));
          written -= inParts.binding.replace(moved);
          grown += inParts.body.length - length;
        }
      });
      expect([written, suggestedIn(atOnce)], String(run)).toEqual([0, suggestedIn(inParts)]);
      expect(atOnce.text).toBe(inParts.text);
      count += hits.length;
      if (hits.length === 0) continue;
      const after = suggestedIn(atOnce);
      atOnce.binding.undo();
      expect(suggestedIn(atOnce)).toEqual(before);
      atOnce.binding.redo();
      expect(suggestedIn(atOnce)).toEqual(after);
    }
    expect(count).toBeGreaterThan(20 * SUGGESTED_RUNS);
  },
);

test("FR11: words take the form of those that they replace, and notes on these stand on the new ones", () => {
  const desk = SearchedArticle.open();
  desk.select("پل نو");
  desk.run(toggleMark("bold"));
  const at = desk.body.toJSON().indexOf("پل کهنه");
  const notes = [anchorOf(desk.body, at, at + 2), anchorOf(desk.body, at - 2, at + 7)];
  desk.replaceAll(words("پل"), "گذرگاه");
  expect(desk.state.doc.child(1).firstChild!.text).toBe("گذرگاه نو");
  expect(desk.state.doc.child(1).firstChild!.marks.map(({ type }) => type.name)).toEqual(["bold"]);
  expect(desk.state.doc.child(2).firstChild!.marks).toEqual([]);
  const texts = resolveAnchors(desk.body, notes).map((place) =>
    place.state === "found" ? desk.body.toJSON().slice(place.from, place.to) : place.state,
  );
  expect(texts).toEqual(["گذرگاه", "و گذرگاه کهنه"]);
});

test("FR11: what a hit and its replacement share stays, with what a colleague does in it meanwhile", () => {
  const desk = SearchedArticle.open();
  const colleague = new SearchedArticle("Omid", 9, desk.disk);
  colleague.select("نو");
  colleague.binding.dispatch(colleague.state.tr.insertText("نوین"));
  desk.replaceAll(words("پل نو باز"), "پل نو بسته");
  for (const update of colleague.disk.slice(1)) desk.receive(update);
  expect(desk.body.toJSON()).toContain("پل نوین بسته شد");
});

test("FR13: while one suggests, each replacement is a suggestion of its own, and no undo of the whole is needed to refuse one", () => {
  const desk = SearchedArticle.open();
  desk.suggest(() => expect(desk.replaceAll(words("پل"), "سد")).toBe(4));
  expect(desk.base).toBe(TEXT);
  const open = articleOf(desk.doc).suggestions.open();
  expect(open).toHaveLength(4);
  desk.binding.decide("refused", [open[0]!.id]);
  desk.binding.decide("accepted", "all");
  expect([desk.body.toJSON().split("سد").length - 1, desk.body.toJSON().split("پل").length - 1]).toEqual([3, 1]);
});

test("FR13: suggesting to replace all is one step of undo", () => {
  const desk = SearchedArticle.open();
  desk.suggest(() => desk.replaceAll(words("پل"), "سد"));
  expect(desk.binding.undo()).toBe(true);
  expect([desk.body.toJSON(), articleOf(desk.doc).suggestions.open()]).toEqual([TEXT, []]);
  expect(desk.binding.canUndo).toBe(false);
});

test("SU57: many that were suggested at once and accepted by somebody are undone with the words that they struck out", () => {
  const text = ["تیتر", ...Array.from({ length: 15 }, (_, i) => `${i} پل و پل`)].join("\n");
  const desk = SearchedArticle.open(text);
  const omid = new SearchedArticle("Omid", 6, desk.disk);
  desk.suggest(() => expect(desk.replaceAll(words("پل"), "سد")).toBe(30));
  omid.receive(Y.encodeStateAsUpdate(desk.doc));
  omid.binding.decide("accepted", "all");
  expect(omid.body.toJSON()).toBe(text.replaceAll("پل", "سد"));
  desk.receive(Y.encodeStateAsUpdate(omid.doc));
  expect(desk.binding.undo()).toBe(true);
  expect(desk.base).toBe(text);
});

test("FR14: what is struck out is found, and not replaced once more: also before it is drawn", () => {
  const desk = SearchedArticle.open();
  desk.suggest(() => {
    desk.replaceAll(words("پل"), "سد");
    expect(desk.found(words("پل"))).toEqual(["-پل", "-پل", "-پل", "-پل"]);
    expect(desk.replaceAll(words("پل"), "سد")).toBe(0);
  });
  const again = SearchedArticle.open();
  again.suggest(() => {
    const [line] = again.find(words("پل")).replaceable as [Hits["replaceable"][number]];
    const range = { from: line.start + line.hits[0]!.from, to: line.start + line.hits[0]!.to };
    const one = replacementOf(again.state.doc, line, range, "سد")!;
    expect([again.binding.replace([one]), again.binding.replace([one])]).toEqual([1, 0]);
  });
  expect(again.body.toJSON().split("سد")).toHaveLength(2);
});

test("FR14: with all marks, the text before suggestions and the text after them are read, and never one into the other", () => {
  const desk = SearchedArticle.open("تیتر\nکت کهنه\nپایان");
  desk.suggest(() => {
    desk.select("کت");
    desk.binding.dispatch(desk.state.tr.insertText("اب"));
  });
  expect(desk.body.toJSON()).toContain("کتاب کهنه");
  expect(desk.found(words("کتاب"))).toEqual([]);
  expect(desk.found(words("کت کهنه"))).toEqual(["-کتاب کهنه"]);
  expect(desk.found(words("اب کهنه"))).toEqual(["اب کهنه"]);
  expect(desk.found(words("کهنه"))).toEqual(["کهنه"]);
});

test.each<readonly [TextView, readonly string[], readonly string[]]>([
  ["marks", ["-پلسد ساز"], ["سد ساز"]],
  ["simple", [], ["سد ساز"]],
  ["final", [], ["سد ساز"]],
  ["original", ["پلسد ساز"], []],
])("FR15: in the view %s what it hides is not found, and what stands around that is", (view, before, after) => {
  const desk = SearchedArticle.open("تیتر\nپل ساز\nپایان");
  desk.suggest(() => desk.replaceAll(words("پل"), "سد"));
  desk.show(view);
  expect([desk.found(words("پل ساز")), desk.found(words("سد ساز"))]).toEqual([before, after]);
});

test("FR15: hidden text inside of a hit stays when that is replaced", () => {
  const desk = SearchedArticle.open("تیتر\nپل بسیار نو\nپایان");
  desk.suggest(() => {
    desk.select("بسیار ");
    desk.run(deleteSelection);
  });
  desk.show("final");
  expect(desk.replaceAll(words("پل نو"), "سد کهنه")).toBe(1);
  expect(articleOf(desk.doc).suggestions.open()).toHaveLength(1);
  desk.binding.decide("accepted", "all");
  expect(desk.body.toJSON()).toBe("تیتر\nسد کهنه\nپایان");
});

test("FR8: after an edit only the blocks that changed are read again", () => {
  const desk = SearchedArticle.open();
  const finder = finderOf(words("پل"));
  const scan = new Scan();
  const read: string[] = [];
  const look = (): number =>
    scan.read(drawSuggestions(desk), (text) => {
      read.push(text);
      return finder.find(text);
    }).hits.count;
  expect(look()).toBe(4);
  expect(read.splice(0)).toHaveLength(4);
  desk.select("پایان");
  desk.binding.dispatch(desk.state.tr.insertText("پل"));
  expect(look()).toBe(5);
  expect(read.splice(0)).toEqual(["پل"]);
  desk.suggest(() => {
    desk.select("نو");
    desk.run(deleteSelection);
  });
  look();
  // The same block, as it is read without what is struck out, and as it was before.
  expect(read.splice(0)).toHaveLength(2);
  desk.select("تیتر");
  desk.binding.dispatch(desk.state.tr.insertText("خبر"));
  look();
  expect(read.splice(0)).toEqual(["خبر"]);
});

const RUNS = runs(60);

test(`FR10, FR13: replacing is what a naive replacement of the text makes, and refusing all takes it back (seed ${seed})`, () => {
  let state = seed;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  const letters = ["ا", "ب", "پ", " ", "\n", "👍", "a"];
  const some = (most: number): string => Array.from({ length: 1 + random(most) }, () => letters[random(letters.length)]!).join("");
  for (let run = 0; run < RUNS; run++) {
    const text = some(60);
    const query = some(2).replaceAll("\n", "ب");
    const template = random(4) === 0 ? "" : some(3).replaceAll("\n", " ");
    const expected = text.replaceAll(query, template);
    const direct = SearchedArticle.open(text);
    direct.replaceAll(words(query), template);
    expect(direct.body.toJSON(), JSON.stringify({ text, query, template })).toBe(expected);
    direct.binding.undo();
    expect(direct.body.toJSON()).toBe(text);
    const suggested = SearchedArticle.open(text);
    suggested.suggest(() => suggested.replaceAll(words(query), template));
    expect(suggested.base).toBe(text);
    const copy = new SearchedArticle("Omid", 9, suggested.disk);
    copy.binding.decide("accepted", "all");
    expect(copy.body.toJSON(), `suggested ${JSON.stringify({ text, query, template })}`).toBe(expected);
    suggested.binding.decide("refused", "all");
    expect(suggested.body.toJSON()).toBe(text);
  }
});

/** House style of an open article without a page: what is sent to the checker, drawn and written. */
import dictionary from "dictionary-fa";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { posOf } from "../../shared/article/model/flat.ts";
import { schema } from "../../shared/article/model/schema.ts";
import type { Replacement } from "../../shared/article/sync/replace.ts";
import type { AddedLanguage } from "../../shared/spelling/added-dictionary.ts";
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES, profileWith, type NewsroomStyle, type Profile } from "../../shared/style/profile.ts";
import type { Note } from "../../shared/style/finding.ts";
import { IgnoredFindings } from "./ignored.ts";
import { OpenFindings } from "./open-findings.ts";
import type { SpellingChecker } from "./spelling-checker.ts";

const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));
/** Longer than a typist's rest. */
const RESTED = 5000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const node = (type: string, text: string) => schema.nodes[type]!.create(null, text === "" ? null : schema.text(text));

/** What the model needs of a view. */
class FakeView {
  state: EditorState;
  composing = false;
  readonly #model: OpenFindings;
  readonly #update: (before: EditorState) => void;

  constructor(model: OpenFindings, texts: readonly string[]) {
    this.#model = model;
    const [headline = "", ...rest] = texts;
    const doc = schema.node("doc", null, [node("headline", headline), ...rest.map((text) => node("paragraph", text))]);
    this.state = EditorState.create({ doc, plugins: [model.plugin] });
    const view = this as unknown as EditorView;
    const shown = model.plugin.spec.view!(view);
    model.attach(this);
    this.#update = (before) => shown.update?.(view, before);
  }

  dispatch(tr: Transaction): void {
    const before = this.state;
    this.state = before.apply(tr);
    this.#update(before);
  }

  replace(replacements: readonly Replacement[]): number {
    const { tr } = this.state;
    for (const { parts, words } of replacements.toReversed()) {
      const [from, to] = [parts[0].from, parts[0].to].map((flat) => posOf(tr.doc, flat)) as [number, number];
      if (words === "") tr.delete(from, to);
      else tr.insertText(words, from, to);
    }
    this.dispatch(tr);
    return replacements.length;
  }

  get words(): string[] {
    return [...this.#model.underlined()].map(({ from, to }) => this.state.doc.textBetween(from, to));
  }

  get listed(): number {
    return this.#model.list.get().length;
  }
}

/** Finds words with غلط in them. */
class FakeSpeller implements SpellingChecker {
  readonly #asked: string[][];
  readonly languages: (string | null)[] = [];
  constructor(asked: string[][]) {
    this.#asked = asked;
  }
  async check(texts: readonly string[], language: AddedLanguage | null): Promise<readonly (readonly Note[])[]> {
    this.#asked.push([...texts]);
    this.languages.push(language);
    return texts.map((text) =>
      [...text.matchAll(/[^\s\uFFFC]*غلط[^\s\uFFFC]*/g)].map(({ index, 0: word }) => ({
        kind: "spelling",
        start: index,
        end: index + word.length,
        replacement: "",
      })),
    );
  }
  async suggest(word: string, language: AddedLanguage | null): Promise<readonly string[]> {
    this.languages.push(language);
    return [word.replace("غلط", "درست")];
  }
  use(): void {}
  stop(): void {}
}

const rest = () => vi.advanceTimersByTimeAsync(RESTED);

async function open(...texts: string[]) {
  return openWith({}, ...texts);
}

interface Opening {
  /** What one sees of the article. */
  readonly near?: (doc: Node) => { readonly from: number; readonly to: number };
  /** What a worker waits for before it answers. */
  readonly answer?: () => Promise<void>;
}

async function openWith({ near, answer }: Opening, ...texts: string[]) {
  const sent: string[][] = [];
  let profile: Profile = PROFILES.default;
  const checker = {
    check: async (texts: readonly string[]) => {
      sent.push([...texts]);
      await answer?.();
      return texts.map((text) => checkStyle(text, lexicon, profile));
    },
    use: (newsroom: NewsroomStyle) => void (profile = profileWith("default", newsroom)),
    destroy: () => {},
  };
  const asked: string[][] = [];
  const speller = new FakeSpeller(asked);
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} } as unknown as Storage;
  const model = new OpenFindings({
    checker,
    speller,
    ignored: new IgnoredFindings(() => storage, "article", "sara"),
    onError: vi.fn(),
    drawing: ({ state }) => ({ near: () => near?.(state.doc) ?? null, schedule: () => {}, destroy: () => {} }),
  });
  const view = new FakeView(model, texts);
  await rest();
  expect(sent).toEqual([]);
  model.follow({ profile: "default", isSpelling: false, language: "fa", added: [] });
  await rest();
  return { sent, asked, languages: speller.languages, model, view };
}

test("HS24 only blocks that changed are checked again, when the typist has rested", async () => {
  const { sent, view } = await open("گزارش شهر", "او می رود.", "کتاب ها آمد.");
  expect(sent).toEqual([["گزارش شهر", "او می رود.", "کتاب ها آمد."]]);
  expect(view.words).toEqual(["می رود.", "کتاب ها"]);
  for (const letter of " و می خواند") view.dispatch(view.state.tr.insertText(letter, view.state.doc.content.size - 1));
  expect(sent.length).toBe(1);
  await rest();
  expect(sent.slice(1)).toEqual([["کتاب ها آمد. و می خواند"]]);
  expect(view.words).toEqual(["می رود.", "کتاب ها", "می خواند"]);
});

test("HS25 nothing is sent or drawn while an input method composes", async () => {
  const { sent, view } = await open("گزارش", "او رفت");
  view.composing = true;
  view.dispatch(view.state.tr.insertText(" می رود", view.state.doc.content.size - 1));
  await rest();
  expect(sent.length).toBe(1);
  view.composing = false;
  await rest();
  expect(view.words).toEqual(["می رود"]);
});

test("HS26 what the list names can be accepted while its block was checked again and the list is not told yet", async () => {
  const { model, view } = await open("گزارش", "او می رود.");
  const [listed] = model.list.get();
  model.follow({ profile: "default", isSpelling: false, language: "fa", added: [] });
  while (model.list.get()[0] === listed && vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
  expect(model.accept(listed!)).toBe(true);
  expect(view.state.doc.child(1).textContent).toBe("او می\u200Cرود.");
});

test("HS36 the list is told when something else is found, and not for each block that is checked again", async () => {
  const { model, sent, view } = await open("گزارش", `او می رود. ${"واژه ".repeat(20)}`);
  const before = model.list.get();
  const told = vi.fn();
  model.list.subscribe(told);
  view.dispatch(view.state.tr.insertText("سلام", view.state.doc.content.size - 1));
  await rest();
  expect([sent.length, told.mock.calls.length]).toEqual([2, 0]);
  expect(model.list.get()).toBe(before);
  view.dispatch(view.state.tr.insertText(" کتاب ها", view.state.doc.content.size - 1));
  await rest();
  expect([sent.length, told.mock.calls.length, view.listed]).toEqual([3, 1, 2]);
});

test("HS26 of a block that was dragged to a second place the finding is written where the selection is", async () => {
  const { model, view } = await open("گزارش", "او می رود.");
  const copied = view.state.doc.child(1);
  view.dispatch(view.state.tr.insert(view.state.doc.content.size, copied));
  expect(view.state.doc.child(2)).toBe(copied);
  view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
  const [finding] = model.underlined();
  expect(model.accept(finding!.finding)).toBe(true);
  expect(view.state.doc.children.map(({ textContent }) => textContent)).toEqual(["گزارش", "او می رود.", "او می\u200Cرود."]);
});

test("HS26 a finding is written as one edit, all of a kind too, and not where its text has changed since", async () => {
  const { model, view } = await open("گزارش", "او می رود و می آید.", "کتاب ها");
  expect(model.acceptAll("mi")).toBe(true);
  expect(view.state.doc.child(1).textContent).toBe("او می\u200Cرود و می\u200Cآید.");
  expect(view.listed).toBe(1);
  await rest();
  const [books] = model.list.get();
  const at = [...model.underlined()][0]!.from;
  view.dispatch(view.state.tr.insertText("!", at + 2));
  expect(model.accept(books!)).toBe(false);
});

test("HS27 what is ignored is not underlined until that is taken back", async () => {
  const { model, view } = await open("گزارش", "او می رود.", "او می رود.");
  model.ignore(model.list.get()[0]!, "article");
  expect(view.words).toEqual([]);
  model.clearIgnored();
  expect(view.words.length).toBe(2);
  model.follow(null);
  expect([view.words.length, view.listed]).toEqual([0, 0]);
});

test("SP1 SP5: spelling is checked only where one asks, in changed blocks, and a chosen suggestion is one edit", async () => {
  const { asked, model, view } = await open("گزارش", "این غلطط و می رود.", "دیگر");
  expect([asked.length, view.words]).toEqual([0, ["می رود."]]);
  model.follow({ profile: "default", isSpelling: true, language: "fa", added: [] });
  await rest();
  expect([asked.length, view.words]).toEqual([1, ["غلطط", "می رود."]]);
  view.dispatch(view.state.tr.insertText(" باز", view.state.doc.content.size - 1));
  await rest();
  expect(asked[1]).toEqual(["دیگر باز"]);
  const [misspelt] = model.list.get();
  expect(await model.suggest(misspelt!)).toEqual(["درستط"]);
  expect(model.accept(misspelt!, "درستط")).toBe(true);
  expect(view.state.doc.child(1).textContent).toBe("این درستط و می رود.");
  model.follow({ profile: "default", isSpelling: false, language: "fa", added: [] });
  await rest();
  expect(view.words).toEqual(["می رود."]);
  model.follow({ profile: null, isSpelling: true, language: "fa", added: [] });
  view.dispatch(view.state.tr.insertText(" غلط می رود", view.state.doc.content.size - 1));
  await rest();
  expect(view.words).toEqual(["غلط"]);
});

test("BD42, SP16: a block of another language is checked by the dictionary that a person added for it, and by nothing else", async () => {
  const { asked, languages, model, view } = await open("گزارش", "می رود غلط", "שלום غلط");
  view.dispatch(view.state.tr.setNodeAttribute(view.state.doc.content.size - view.state.doc.lastChild!.nodeSize, "lang", "he"));
  model.follow({ profile: "default", isSpelling: true, language: "fa", added: [] });
  await rest();
  expect(view.words).toEqual(["می رود", "غلط"]);
  model.follow({ profile: "default", isSpelling: true, language: "fa", added: ["he"] });
  await rest();
  expect(view.words).toEqual(["می رود", "غلط", "غلط"]);
  expect(asked.at(-1)).toEqual(["שלום غلط"]);
  expect(languages).toEqual([null, null, "he"]);
  expect(await model.suggest(model.list.get().at(-1)!)).toEqual(["درست"]);
  expect(languages.at(-1)).toBe("he");
});

/** What stands for text that is not looked at. */
const hidden = (length: number): string => "\uFFFC".repeat(length);

/** Says the language of the first words that are these, in the last block. */
function say(view: FakeView, words: string, lang: string): void {
  const block = view.state.doc.lastChild!;
  const from = view.state.doc.content.size - block.content.size - 1 + block.textContent.indexOf(words);
  view.dispatch(view.state.tr.addMark(from, from + words.length, schema.mark("lang", { value: lang })));
}

test("HS40: house style leaves words alone that somebody said are in another language, and looks at the others around them", async () => {
  const { model, view, sent } = await open("گزارش", "او گفت: كتاب هاي المدرسة می رود. Le mot , x می آید.");
  const before = view.words;
  expect(before.some((word) => word.includes("كتاب"))).toBe(true);
  say(view, "كتاب هاي المدرسة می رود", "ar");
  say(view, "Le mot , x", "fr-FR");
  await rest();
  expect(view.words).toEqual(["می آید."]);
  expect(sent.at(-1)).toEqual([`او گفت: ${hidden(23)}. ${hidden(10)} می آید.`]);
  // What is said to be Persian is looked at, within a block in another language, too.
  view.dispatch(view.state.tr.setNodeAttribute(view.state.doc.content.size - view.state.doc.lastChild!.nodeSize, "lang", "ar"));
  await rest();
  expect(view.words).toEqual([]);
  say(view, "می آید", "fa");
  await rest();
  expect(view.words).toEqual(["می آید."]);
  expect(model.acceptAll("mi")).toBe(true);
  expect(view.state.doc.lastChild!.textContent).toContain("می\u200Cآید");
});

test("SP19: words in another language are checked by the dictionary of that language, and by none where there is none", async () => {
  const { asked, languages, model, view } = await open("گزارش", "یک غلط، غلطب، غلطت، غلطث");
  say(view, "غلطب", "he");
  say(view, "غلطت", "fr");
  say(view, "غلطث", "en");
  model.follow({ profile: "default", isSpelling: true, language: "fa", added: [] });
  await rest();
  expect(view.words).toEqual(["غلط،", "غلطث"]);
  model.follow({ profile: "default", isSpelling: true, language: "fa", added: ["he"] });
  await rest();
  expect(view.words).toEqual(["غلط،", "غلطب", "غلطث"]);
  expect(asked).toContainEqual([`${hidden(8)}غلطب${hidden(2)}${hidden(4)}${hidden(2)}${hidden(4)}`]);
  expect(new Set(languages)).toEqual(new Set([null, "he"]));
  languages.length = 0;
  for (const finding of model.list.get()) await model.suggest(finding);
  expect(languages).toEqual([null, "he", null]);
  // A tag that names no language says nothing.
  say(view, "غلطت", "no tag");
  await rest();
  expect(view.words).toEqual(["غلط،", "غلطب", "غلطت،", "غلطث"]);
});

test("HS33 a long article is checked in parts, at most two at once, and what one sees before the rest", async () => {
  const texts = Array.from({ length: 200 }, (_, i) => `بند ${i} او می رود و ${"شهر ".repeat(40)}.`);
  const waiting: (() => void)[] = [];
  const { sent, view } = await openWith(
    {
      near: (doc) => ({ from: doc.content.size / 2, to: doc.content.size / 2 + 10 }),
      answer: () => new Promise((resolve) => void waiting.push(resolve)),
    },
    "گزارش",
    ...texts,
  );
  expect(sent.length).toBe(2);
  expect(sent[0]![0]).toContain("بند 100 ");
  while (waiting.length > 0) {
    expect(waiting.length).toBeLessThanOrEqual(2);
    waiting.shift()!();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(sent.flat().length).toBe(201);
  for (const part of sent) expect(part.join("").length).toBeLessThan(2500 + texts[0]!.length + 2);
  expect(view.words.filter((word) => word === "می رود").length).toBe(200);
});

test("HS34 a key moves what is found in its block alone, and what was found goes along with its words", async () => {
  const { model, view } = await open("گزارش", "او می رود.", "و می آید و می رود.");
  const last = () => [...model.underlined(view.state.doc.content.size - view.state.doc.lastChild!.nodeSize + 1)];
  const before = last();
  view.dispatch(view.state.tr.insertText("امروز ", 8));
  expect(view.words).toEqual(["می رود.", "می آید", "می رود."]);
  expect(last().map(({ finding }, i) => finding === before[i]!.finding)).toEqual([true, true]);
  // Within a finding, and over one.
  view.dispatch(view.state.tr.insertText("!", view.state.doc.content.size - 3));
  expect(view.words).toEqual(["می رود.", "می آید", "می رو!د."]);
  view.dispatch(view.state.tr.split(20));
  view.dispatch(view.state.tr.delete(8, 20));
  expect(view.words.slice(-2)).toEqual(["می آید", "می رو!د."]);
});

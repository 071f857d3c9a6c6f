/** What collided while two sides were apart, in real editors on one document. */
import { TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { moveBlockDown, moveBlockUp } from "../../shared/article/commands/commands.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { findCollisions, type Collision } from "../../shared/compare/collisions.ts";

const BLOCKS = ["تیتر", "رودخانه دیشب بالا آمد.", "کوه‌ها سفید بودند و راه‌ها بسته.", "هیچ‌کس در شهر نخوابید.", "پایان گزارش از شمال."];

/** Two people who have the same article, and are apart from here on. */
class Apart {
  readonly base = new Y.Doc();
  readonly mine: HeadlessEditor;
  readonly theirs: HeadlessEditor;

  constructor(blocks: readonly string[] = BLOCKS) {
    bodyOf(this.base).insert(0, blocks.join("\n"));
    const disk = [Y.encodeStateAsUpdate(this.base)];
    this.mine = new HeadlessEditor("mine", 11, [], disk);
    this.theirs = new HeadlessEditor("theirs", 12, [], disk);
  }

  /** What collides once both are together. */
  meet(): Collision[] {
    const merged = new Y.Doc();
    for (const { doc } of [this.mine, this.theirs]) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
    return findCollisions({ base: this.base, mine: this.mine.doc, theirs: this.theirs.doc, merged });
  }
}

function replace(editor: HeadlessEditor, phrase: string, by: string): void {
  const at = bodyOf(editor.doc).toString().indexOf(phrase);
  if (at === -1) throw new Error(`no ${phrase}`);
  const { tr, doc } = editor.state;
  const range = [posOf(doc, at), posOf(doc, at + phrase.length)] as const;
  editor.binding.dispatch(by === "" ? tr.delete(...range) : tr.insertText(by, ...range));
}

/** Writes `text` behind a phrase. */
function write(editor: HeadlessEditor, phrase: string, text: string): void {
  const { tr, doc } = editor.state;
  editor.binding.dispatch(tr.insertText(text, posOf(doc, bodyOf(editor.doc).toString().indexOf(phrase) + phrase.length)));
}

/** Puts a paragraph at the end. */
const append = (editor: HeadlessEditor, text: string): void => {
  const { tr, doc, schema } = editor.state;
  editor.binding.dispatch(tr.insert(doc.content.size, schema.node("paragraph", null, schema.text(text))));
};

function place(editor: HeadlessEditor, phrase: string): void {
  const { tr, doc } = editor.state;
  editor.binding.dispatch(tr.setSelection(TextSelection.create(doc, posOf(doc, bodyOf(editor.doc).toString().indexOf(phrase)))));
}

function removeBlock(editor: HeadlessEditor, phrase: string): void {
  place(editor, phrase);
  const { $from } = editor.state.selection;
  editor.binding.dispatch(editor.state.tr.delete($from.before(), $from.after()));
}

const said = (collisions: readonly Collision[]) =>
  collisions.map((collision) => {
    if (collision.type === "changed")
      return ["changed", collision.mine?.text ?? null, collision.theirs?.text ?? null, collision.merged?.text ?? null];
    if (collision.type === "doubled") return ["doubled", ...collision.merged.map(({ text }) => text)];
    return ["displaced", collision.by, collision.text, collision.block.text, collision.home?.text ?? null];
  });

describe("what both changed", () => {
  test("VE30: a paragraph that both changed is found, with what it says on either side and merged", () => {
    const apart = new Apart();
    replace(apart.mine, "دیشب", "امروز");
    replace(apart.theirs, "بالا", "پایین");
    replace(apart.theirs, "شهر", "روستا");
    expect(said(apart.meet())).toEqual([["changed", "رودخانه امروز بالا آمد.", "رودخانه دیشب پایین آمد.", "رودخانه امروز پایین آمد."]]);
  });

  test("VE30: nothing is said of paragraphs that one side changed, or both moved, removed or formed alike", () => {
    const apart = new Apart();
    replace(apart.mine, "دیشب", "امروز");
    replace(apart.theirs, "شهر", "روستا");
    append(apart.theirs, "بندی که تنها یکی نوشت.");
    for (const editor of [apart.mine, apart.theirs]) removeBlock(editor, "پایان");
    expect(said(apart.meet())).toEqual([]);
    expect(said(new Apart().meet())).toEqual([]);
  });

  test("VE30: the same word typed by both at one place is there twice, and said", () => {
    const apart = new Apart();
    for (const editor of [apart.mine, apart.theirs]) write(editor, "هیچ‌کس", " دیگر");
    expect(said(apart.meet())).toEqual([
      ["changed", "هیچ‌کس دیگر در شهر نخوابید.", "هیچ‌کس دیگر در شهر نخوابید.", "هیچ‌کس دیگر دیگر در شهر نخوابید."],
    ]);
  });

  test("VE30: what one wrote in a paragraph that the other removed is found where it stands now", () => {
    const apart = new Apart();
    removeBlock(apart.mine, "کوه‌ها");
    replace(apart.theirs, "سفید", "پوشیده از برف");
    const found = said(apart.meet());
    expect(found[0]).toEqual(["changed", null, "کوه‌ها پوشیده از برف بودند و راه‌ها بسته.", null]);
    expect(found[1]!.slice(0, 3)).toEqual(["displaced", "theirs", "پوشیده از برف"]);
  });
});

describe("doubled and displaced", () => {
  test("VE31: a paragraph that both pasted is there twice, and found", () => {
    const apart = new Apart();
    for (const editor of [apart.mine, apart.theirs]) append(editor, "سازمان ملل متحد کمک فرستاد.");
    expect(said(apart.meet())).toEqual([["doubled", "سازمان ملل متحد کمک فرستاد.", "سازمان ملل متحد کمک فرستاد."]]);
  });

  test("VE31: a paragraph that both moved is there twice, and found; one that one side has twice on purpose is not", () => {
    const apart = new Apart();
    for (const editor of [apart.mine, apart.theirs]) {
      place(editor, "پایان");
      editor.run(moveBlockUp);
      editor.run(moveBlockUp);
      editor.run(moveBlockUp);
    }
    const doubled = said(apart.meet()).filter(([type]) => type === "doubled");
    expect(doubled.length).toBeGreaterThan(0);
    const one = new Apart();
    append(one.mine, BLOCKS[1]!);
    expect(said(one.meet())).toEqual([]);
  });

  test("VE32: words that one wrote in a paragraph which the other moved are found where they stand, with the paragraph that they belong to", () => {
    const apart = new Apart();
    place(apart.mine, "رودخانه");
    for (let i = 0; i < 3; i++) apart.mine.run(moveBlockDown);
    const before = bodyOf(apart.mine.doc).toString();
    expect(before.split("\n").indexOf(BLOCKS[1]!)).toBe(4);
    for (const block of BLOCKS.slice(1)) write(apart.theirs, block.slice(0, 5), "نو");
    const displaced = apart.meet().filter((collision) => collision.type === "displaced");
    expect(displaced.length).toBeGreaterThan(0);
    for (const { text, by, block, home, from, to } of displaced) {
      expect([text, by, block.text.slice(from, to)]).toEqual(["نو", "theirs", "نو"]);
      expect(home).not.toBeNull();
      expect(block.index).not.toBe(home!.index);
    }
  });
});

const randomOf = (seed: number) => {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

describe("any two sides", () => {
  const WORDS = ["آب", "باران", "خانه‌ها", "می‌رود", "۱۲٫۵", "شب"];
  /** Edits paragraphs at random, of those that it may. */
  function edit(editor: HeadlessEditor, phrases: readonly string[], random: () => number): void {
    for (let i = 0; i < 4; i++) {
      const phrase = phrases[Math.floor(random() * phrases.length)]!;
      write(editor, phrase, ` ${WORDS[Math.floor(random() * WORDS.length)]!}`);
    }
  }
  test("VE30: of sides that write in different paragraphs nothing is said, of those that both wrote in, all is", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = randomOf(seed);
      const apart = new Apart();
      edit(apart.mine, ["دیشب", "سفید"], random);
      edit(apart.theirs, ["نخوابید", "پایان"], random);
      expect(said(apart.meet()), `seed ${seed}`).toEqual([]);
      const common = random() < 0.5 ? "دیشب" : "نخوابید";
      for (const editor of [apart.mine, apart.theirs]) write(editor, common, ` ${editor.name}`);
      const found = apart.meet();
      expect(
        found.map(({ type }) => type),
        `seed ${seed}`,
      ).toEqual(["changed"]);
      const [collision] = found;
      if (collision?.type !== "changed") throw new Error("not changed");
      expect(apart.mine.text.split("\n")).toContain(collision.mine!.text);
      expect(apart.theirs.text.split("\n")).toContain(collision.theirs!.text);
      for (const editor of [apart.mine, apart.theirs]) expect(collision.merged!.text).toContain(editor.name);
    }
  });

  test("VE30: with the sides exchanged the same is said, the other way round", () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = randomOf(seed);
      const apart = new Apart();
      for (const editor of [apart.mine, apart.theirs]) edit(editor, ["دیشب", "سفید", "نخوابید", "پایان"], random);
      if (random() < 0.5) removeBlock(apart.mine, "کوه");
      const merged = new Y.Doc();
      for (const { doc } of [apart.mine, apart.theirs]) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
      const [mine, theirs, base] = [apart.mine.doc, apart.theirs.doc, apart.base];
      const exchanged = findCollisions({ base, mine: theirs, theirs: mine, merged }).map((collision): Collision => {
        if (collision.type === "changed") return { ...collision, mine: collision.theirs, theirs: collision.mine };
        return collision.type === "displaced" ? { ...collision, by: collision.by === "mine" ? "theirs" : "mine" } : collision;
      });
      const sorted = (all: readonly Collision[]) =>
        said(all)
          .map((one) => one.join("|"))
          .toSorted((a, b) => (a < b ? -1 : 1));
      expect(sorted(exchanged), `seed ${seed}`).toEqual(sorted(findCollisions({ base, mine, theirs, merged })));
    }
  });
});

/** A suggestion from another program, whose forms may be anything: what the window draws and says of it. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { createText } from "../../renderer/i18n/text.tsx";
import { wordsOf } from "../../renderer/margin/suggestions/words.ts";
import { BlockIndex } from "../../renderer/suggestions/block-index.ts";
import { decorationsOf, type DecorationSpec } from "../../renderer/suggestions/decorations.ts";
import { place } from "../../renderer/suggestions/placed.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { HEADLINE } from "../../shared/article/identity/block-attributes.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";

const NAMES = ["bold", "kind", "level", "link", "constructor", "__proto__", "bold x", '"><img src=x onerror=alert(1)>'];
const VALUES: readonly unknown[] = [null, true, 7, -1, 1e300, "heading", "x y", '"; background: url(//x)', {}, [], { toString: 1 }];

const TIMES = [1e300, -1, Number.NaN, Number.POSITIVE_INFINITY];

test("SU30 SU32: an attacker suggests forms of any name and value, and nothing is drawn but known classes in one colour", () => {
  const doc = new Y.Doc();
  bodyOf(doc).insert(0, "تیتر\nمتن");
  const { suggestions } = articleOf(doc);
  let times = 0;
  doc.transact(() => {
    for (const name of NAMES) {
      for (const value of VALUES) {
        const id = suggestions.begin(TIMES[times++ % TIMES.length]!);
        suggestions.restyle(id, { runs: [{ client: doc.clientID, clock: 0, length: 4 }], block: null, name, value });
        suggestions.restyle(id, { runs: [], block: HEADLINE, name, value });
        suggestions.restyle(id, { runs: [], block: { client: doc.clientID, clock: 4 }, name, value });
        suggestions.restyle(id, { runs: [], block: { client: 1, clock: 2 ** 40 }, name, value });
      }
    }
  });
  const blocks = new BlockIndex(projectBody(bodyOf(doc)));
  const placesOf = ({ clock, length }: { clock: number; length: number }) => [
    { run: { client: doc.clientID, clock, length }, index: clock },
  ];
  const looks = new Set<string>();
  const texts = (["fa", "ar", "he", "en"] as const).map((language) => createText(language));
  let open = 0;
  for (const suggestion of suggestions.open()) {
    const placed = place(suggestion, { suggestions, blocks, placesOf })!;
    open++;
    expect(placed.at).toBe(0);
    for (const { spec } of decorationsOf(placed, blocks, "#006080", false)) looks.add((spec as DecorationSpec).look);
    for (const t of texts) for (const change of placed.changes) expect(wordsOf(change, t)).not.toBe("");
  }
  expect(open).toBe(NAMES.length * VALUES.length);
  for (const look of looks) expect(look).toMatch(/^suggested-(form|block-form)( preview-(no-)?[a-z]+[123]?)? --(form-)?person: #006080$/);
});

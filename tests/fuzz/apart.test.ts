/**
 * Two people apart who do a thing or a few each, and then meet: what each block is, is what the one who changed it says; where both
 * did, what one of them says; and where nobody did, what it was. Who takes it back leaves what the other did.
 */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { keyOf, type CharacterId } from "../../shared/article/model/character-id.ts";
import { Landmarks } from "../../shared/article/yjs-internals/landmarks.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import { attributesOfBlock, blockOf } from "../../shared/article/model/tokens.ts";
import { BodyWriter } from "../../shared/article/sync/writer.ts";
import { SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { cut } from "../newsroom/weather.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit, type Edit } from "./edits.ts";
import { alphabet, smallArticle } from "./articles.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(40);
/** For as many runs on a busy machine; milliseconds. */
const TIMEOUT = 60_000 + 1000 * RUNS;
const NAMES = ["kind", "level", "list", "indent", "dir"];
const ORDERS = [
  [2, 3],
  [3, 2],
] as const;

const isOurs = ({ name }: Edit): boolean => !name.startsWith("another program");

/** What each block is, by the first of the `\n` that stood for it. One that is there twice, since both moved it, is left out. */
function blocksOf(editor: HeadlessEditor): Map<string, string> {
  const { blocks, lineage, body } = articleOf(editor.doc);
  const originOf = (id: CharacterId): string => keyOf(lineage.ancestorsOf(id).at(-1) ?? id);
  const byOrigin = Map.groupBy(
    readBody(body).flatMap(({ id }) => id ?? []),
    originOf,
  );
  return new Map(
    [...byOrigin].flatMap(([origin, [id, another]]) =>
      another ? [] : [[origin, JSON.stringify(attributesOfBlock(blockOf(blocks.of(id!))))] as const],
    ),
  );
}

function act(editor: HeadlessEditor, gen: prng.PRNG, fresh: (length: number) => string, count: number): void {
  for (let i = 1; ; i++) {
    let edit = chooseEdit(gen);
    while (!isOurs(edit) || edit.reverts) edit = chooseEdit(gen);
    edit.run(editor, gen, fresh);
    if (i === count) return;
  }
}

/** What one attribute of a block may be after both have met, by who has said something of it. */
function allowedOf(name: string, base: Block, both: readonly Block[], said: readonly boolean[]): readonly unknown[] {
  const values = both.flatMap((block, i) => (said[i] ? [block[name]] : []));
  return values.length > 0 ? values : [base[name]];
}

/** Whether this editor wrote what it holds of an attribute, of a block or of another that stood for it. */
function saysOf({ doc, body }: HeadlessEditor, origin: string, name: string): boolean {
  const { blocks, lineage } = articleOf(doc);
  const ids =
    readBody(body)
      .flatMap(({ id }) => (id ? [[id, ...lineage.ancestorsOf(id)]] : []))
      .find((chain) => keyOf(chain.at(-1)!) === origin) ?? [];
  return ids.some((id) => blocks.isBy(doc.clientID, `${keyOf(id)}/${name}`));
}

type Block = Readonly<Record<string, unknown>>;

const parsed = (text: string | undefined): Readonly<Record<string, unknown>> => JSON.parse(text ?? "{}") as Record<string, unknown>;

test.each([1, 3])(
  `BA1 BA3: of %i things that each of two does apart, none changes what another block is (seed ${seed})`,
  (count) => {
    for (let run = 0; run < RUNS; run++) {
      for (const [first, second] of ORDERS) {
        const gen = prng.create(seed + run);
        const fresh = alphabet();
        const start = smallArticle(gen, fresh);
        const [sara, omid, base] = [new HeadlessEditor("Sara", first), new HeadlessEditor("Omid", second), new HeadlessEditor("nobody", 9)];
        const newsroom = new SimulatedNewsroom([sara, omid], cut);
        newsroom.begin(start);
        base.receive(Y.encodeStateAsUpdate(start));
        act(sara, gen, fresh, count);
        act(omid, gen, fresh, count);
        const [before, hers, his] = [blocksOf(base), blocksOf(sara), blocksOf(omid)];
        const saidApart = new Map(
          [...before.keys()].flatMap((id) =>
            NAMES.map((name) => [`${id}/${name}`, [saysOf(sara, id, name), saysOf(omid, id, name)]] as const),
          ),
        );
        newsroom.meet();
        const after = blocksOf(sara);
        expect(sara.state.doc.eq(omid.state.doc)).toBe(true);
        for (const [id, now] of after) {
          const [was, one, other] = [before.get(id), hers.get(id), his.get(id)].map((text) =>
            text === undefined ? undefined : parsed(text),
          );
          for (const name of NAMES) {
            // What one of them deleted and the other moved is the other's, as both left it.
            if (was && !(one && other)) continue;
            const allowed = was ? allowedOf(name, was, [one!, other!], saidApart.get(`${id}/${name}`)!) : [(one ?? other)?.[name]];
            const is = parsed(now)[name];
            if (!allowed.includes(is))
              throw new Error(
                `seed ${seed + run}, client IDs ${first} and ${second}: ${name} of ${id} is ${String(is)}, and not ${allowed.join(" or ")}`,
              );
          }
        }
      }
    }
  },
  TIMEOUT,
);

/** The characters of the article they began with that are gone in an editor. */
function goneAt({ doc }: HeadlessEditor): Set<string> {
  const ranges = Y.createDeleteSetFromStructStore(doc.store).clients.get(1) ?? [];
  return new Set(ranges.flatMap(({ clock, len }) => Array.from({ length: len }, (_, i) => `1.${clock + i}`)));
}

/** The formats of the characters in an editor but those of `\n`, by their IDs, as JSON. */
function formatsAt({ doc, body }: HeadlessEditor): Map<string, string> {
  return new Map(
    new BodyWriter(articleOf(doc), new Landmarks(body)).items
      .runsIn(0, body.length)
      .flatMap(({ client, clock, length, content, attributes }) =>
        Array.from(
          { length },
          (_, i) => [`${client}.${clock + i}`, JSON.stringify(attributes), typeof content === "string" ? content[i] : ""] as const,
        ).flatMap(([id, formats, text]) => (text === "\n" ? [] : [[id, formats] as const])),
      ),
  );
}

type Formats = ReadonlyMap<string, string>;

/** Whether the meeting gave some character a form that neither gave it: two formats overlap, or Yjs put what one inserted among what the other formatted. */
const isMixed = (base: Formats, hers: Formats, his: Formats, met: Formats): boolean =>
  [...met].some(([id, now]) => {
    const [was, one, other] = [base.get(id), hers.get(id), his.get(id)];
    return now !== (one === undefined || one === was ? (other ?? one) : other === undefined || other === was ? one : null);
  });

test(
  `UN1 UN2: who takes back what they did apart leaves what the other did, and nothing else (seed ${seed})`,
  () => {
    let compared = 0;
    for (let run = 0; run < RUNS; run++) {
      for (const [first, second] of ORDERS) {
        const gen = prng.create(seed + run);
        const fresh = alphabet();
        const start = smallArticle(gen, fresh);
        const [sara, omid] = [new HeadlessEditor("Sara", first), new HeadlessEditor("Omid", second)];
        const newsroom = new SimulatedNewsroom([sara, omid], cut);
        newsroom.begin(start);
        const base = formatsAt(sara);
        act(sara, gen, fresh, 1);
        act(omid, gen, fresh, 1);
        const expected = omid.state.doc;
        const [hers, his] = [formatsAt(sara), formatsAt(omid)];
        // What both deleted comes back (UN3), and of a form that came about at the meeting nothing tells whose it is (UN2), nor
        // whether they knew that it was gone who formatted what stood around it.
        const gone = goneAt(omid);
        const isDeletedTwice = [...goneAt(sara)].some((id) => gone.has(id));
        newsroom.meet();
        const isFormattedAround = [...base].some(([id, was]) => !hers.has(id) && his.has(id) && his.get(id) !== was);
        const isShared = isDeletedTwice || isFormattedAround || isMixed(base, hers, his, formatsAt(sara));
        while (sara.binding.canUndo) sara.binding.undo();
        if (isShared) continue;
        compared++;
        if (!sara.state.doc.eq(expected))
          throw new Error(
            `seed ${seed + run}, client IDs ${first} and ${second}: ${sara.state.doc.toString()}, and not ${expected.toString()}`,
          );
      }
    }
    expect(compared).toBeGreaterThan(RUNS);
  },
  TIMEOUT,
);

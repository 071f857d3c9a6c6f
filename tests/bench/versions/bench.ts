/** `npm run bench -- versions`: what a hundred versions of a long article take, of disk and of time. */
import process from "node:process";
import { parseArgs } from "node:util";
import zlib from "node:zlib";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { articleOf } from "../../../shared/article/identity/article.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { makeVersion } from "../../../shared/versions/make-version.ts";
import { packWith, VersionTable } from "../../../shared/versions/version-table.ts";
import { HeadlessEditor } from "../../newsroom/headless-editor.ts";
import { quantile } from "../editor/report.ts";
import { randomFrom } from "../editor/words.ts";
import { madeUpArticle } from "../library/texts.ts";

const ARTICLE = "article-1";
/** All versions together are to be smaller than so many times the text. */
const GOAL = 4;
/** Letters that are typed or erased at one place, at most. */
const LONGEST_STRETCH = 40;

const ms = (times: readonly number[], share: number): string => quantile(times, share).toFixed(1);

/** Milliseconds of this process' processor time: others may work on the machine. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What was measured; times in milliseconds. */
export interface Measured {
  readonly textBytes: number;
  readonly packedBytes: number;
  readonly make: readonly number[];
  readonly pack: readonly number[];
  readonly list: number;
  readonly open: readonly number[];
  readonly restore: number;
}

export function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      words: { type: "string", default: "10000" },
      keys: { type: "string", default: "200000" },
      versions: { type: "string", default: "100" },
      seed: { type: "string", default: "1403" },
    },
  });
  const [words, keys, versions, seed] = [values.words, values.keys, values.versions, values.seed].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const { textBytes, packedBytes, make, pack, list, open, restore } = measure(words, keys, versions, seed);
  const times = packedBytes / textBytes;
  console.log(`${words} words, ${keys} keys, ${versions} versions. Seed ${seed}. Milliseconds of processor time.`);
  console.table([
    { what: "text, kB", median: (textBytes / 1000).toFixed(0), p95: "", goal: "" },
    { what: "all versions, times the text", median: times.toFixed(2), p95: "", goal: times < GOAL ? "met" : `missed: < ${GOAL}` },
    { what: "make a state", median: ms(make, 0.5), p95: ms(make, 0.95), goal: "in a thread" },
    { what: "pack", median: ms(pack, 0.5), p95: ms(pack, 0.95), goal: "in a thread" },
    { what: "list", median: list.toFixed(1), p95: "", goal: list < 1000 ? "met" : "missed: < 1000" },
    { what: "unpack and read one", median: ms(open, 0.5), p95: ms(open, 0.95), goal: quantile(open, 0.95) < 300 ? "met" : "missed: < 300" },
    { what: "restore the first", median: restore.toFixed(1), p95: "", goal: "" },
  ]);
  return Promise.resolve();
}

/** Writes an article in `keys` keys, and keeps `versions` versions of it on the way. */
export function measure(words: number, keys: number, versions: number, seed: number): Measured {
  const random = randomFrom(seed);
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  const typed = madeUpArticle(words * 2, seed).flat;
  const table = new VersionTable(new Database(":memory:"), zlib);
  const [make, pack]: [number[], number[]] = [[], []];
  const keep = (number: number): void => {
    const latest = table.latest(ARTICLE);
    const update = Y.encodeStateAsUpdate(doc);
    const started = now();
    const { state, inserted, deleted } = makeVersion([update], latest?.state ?? null);
    const made = now();
    const packed = packWith(zlib, state, latest);
    make.push(made - started);
    pack.push(now() - made);
    const version = { id: `v${number}`, at: number, reason: "named", label: "", author: null, people: [], inserted, deleted } as const;
    table.add(ARTICLE, version, state, packed);
  };
  // The article grows at first, and is rewritten from then on.
  const goal = typed.length / 2;
  let next = 0;
  for (let key = 0; key < keys;) {
    const length = Math.min(1 + Math.floor(random() * LONGEST_STRETCH), keys - key);
    const isErased = body.length > length && random() < (body.length < goal ? 0.2 : 0.5);
    const at = Math.floor(random() * (body.length - (isErased ? length : 0)));
    for (let i = 0; i < length; i++) {
      if (isErased) body.delete(at, 1);
      else body.insert(at + i, typed[next++ % typed.length]!);
    }
    const before = Math.floor((key * versions) / keys);
    key += length;
    if (Math.floor((key * versions) / keys) > before) keep(before);
  }
  const db = (table as unknown as { readonly db: Database.Database }).db;
  const packedBytes = db.prepare("SELECT sum(length(state)) FROM versions").pluck().get() as number;
  const listed = now();
  const all = table.list(ARTICLE);
  const list = now() - listed;
  const open = all.map(({ id }) => {
    const started = now();
    opened(table.state(ARTICLE, id)!);
    return now() - started;
  });
  const first = opened(table.state(ARTICLE, all.at(-1)!.id)!);
  const editor = new HeadlessEditor("editor", 77, [], [Y.encodeStateAsUpdate(doc)]);
  const started = now();
  editor.binding.restore(articleOf(first), null);
  const restore = now() - started;
  return { textBytes: new TextEncoder().encode(body.toJSON()).length, packedBytes, make, pack, list, open, restore };
}

function opened(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, state);
  return doc;
}

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import * as prng from "lib0/prng";
import type { ImportFile } from "./files.ts";

/** One thing that a file suffers. */
type Harm = (bytes: Uint8Array, gen: prng.PRNG) => Uint8Array;

const placeIn = (gen: prng.PRNG, { length }: { readonly length: number }): number => prng.uint32(gen, 0, Math.max(0, length - 1));

const flipped: Harm = (bytes, gen) => {
  const harmed = bytes.slice();
  for (let flips = prng.uint32(gen, 1, 12); flips > 0; flips--) harmed[placeIn(gen, harmed)] = prng.uint32(gen, 0, 255);
  return harmed;
};

const cut: Harm = (bytes, gen) => bytes.slice(0, placeIn(gen, bytes));

/** Without a stretch, or with one twice, or many times. */
const spliced: Harm = (bytes, gen) => {
  const [a, b] = [placeIn(gen, bytes), placeIn(gen, bytes)].sort((one, other) => one - other) as [number, number];
  const stretch = bytes.subarray(a, Math.min(b, a + 2000));
  const times = prng.oneOf(gen, [0, 2, 2, 50, 200]);
  return joined([bytes.subarray(0, a), ...Array.from({ length: times }, () => stretch), bytes.subarray(a + stretch.length)]);
};

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Values that no program writes. */
const VALUES = [
  "",
  "-1",
  "NaN",
  "1e9",
  "4294967296",
  "__proto__",
  "../../../../etc/passwd",
  "javascript:alert(1)",
  "&#x202E;",
  "\uD7FF",
  "x".repeat(200_000),
];

/** A markup without some elements, with them twice, elsewhere, or in themselves; with other values of attributes. */
function torn(markup: string, gen: prng.PRNG): string {
  const tags = markup.split(/(?=<)/);
  const at = placeIn(gen, tags);
  const piece = tags.slice(at, at + prng.oneOf(gen, [1, 1, 2, 5, 20]));
  switch (prng.uint32(gen, 0, 7)) {
    case 0:
      tags.splice(at, piece.length);
      break;
    case 1:
      tags.splice(placeIn(gen, tags), 0, ...piece);
      break;
    case 2:
      tags.splice(at, piece.length, ...Array.from({ length: prng.oneOf(gen, [2, 40, 400]) }, () => piece).flat());
      break;
    case 3: {
      const name = /^<([\w:]+)/.exec(tags[at] ?? "")?.[1];
      const times = prng.oneOf(gen, [2, 30, 250, 3000]);
      if (name !== undefined) tags.splice(at, 0, `<${name}>`.repeat(times), ...(prng.bool(gen) ? [`</${name}>`.repeat(times)] : []));
      break;
    }
    case 4:
      tags.splice(
        at,
        0,
        prng.oneOf(gen, [
          "<!DOCTYPE x [<!ENTITY a 'b'>]>",
          "<![CDATA[ & < ]]>",
          "<?x y?>",
          "<!-- -- -->",
          "&b;",
          "\0",
          "\uFFFE",
          "<",
          "]]>",
        ]),
      );
      break;
    case 5:
      return markup.replace(
        /encoding="[^"]*"|<meta[^>]*charset[^>]*>/i,
        prng.oneOf(gen, ['encoding="utf-16"', '<meta charset="utf-7">', ""]),
      );
    default: {
      const values = [...markup.matchAll(/="([^"]*)"/g)];
      const found = values[placeIn(gen, values)];
      if (!found) break;
      const other = prng.bool(gen) ? prng.oneOf(gen, values)[1]! : prng.oneOf(gen, VALUES);
      return `${markup.slice(0, found.index)}="${other}"${markup.slice(found.index + found[0].length)}`;
    }
  }
  return tags.join("");
}

const tornText: Harm = (bytes, gen) => strToU8(torn(strFromU8(bytes), gen));

/** A package with a part that is torn, missing, another's, or named by a relation that is. */
const repacked: Harm = (bytes, gen) => {
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes);
  } catch {
    // It was harmed before.
    return flipped(bytes, gen);
  }
  const names = Object.keys(parts);
  const relations = names.filter((name) => name.endsWith(".rels"));
  const name = prng.oneOf(gen, prng.uint32(gen, 0, 3) === 0 && relations.length > 0 ? relations : names);
  switch (prng.uint32(gen, 0, 9)) {
    case 0:
      delete parts[name];
      break;
    case 1:
      parts[prng.oneOf(gen, names)] = parts[name]!;
      break;
    case 2:
      parts[name.toUpperCase()] = parts[name]!;
      break;
    case 3:
      parts[name] = flipped(parts[name]!, gen);
      break;
    default:
      parts[name] = tornText(parts[name]!, gen);
  }
  return zipSync(parts, { level: prng.bool(gen) ? 0 : 6 });
};

/** A file that suffers a few things, one after another. */
export function harmed({ name, bytes }: ImportFile, gen: prng.PRNG): ImportFile {
  const harms: Harm[] = name.endsWith(".docx")
    ? [repacked, repacked, repacked, repacked, flipped, cut, spliced]
    : [tornText, tornText, tornText, flipped, cut, spliced];
  let now = bytes;
  for (let left = prng.oneOf(gen, [1, 1, 2, 4]); left > 0; left--) now = prng.oneOf(gen, harms)(now, gen);
  return { name, bytes: now };
}

/**
 * What leaves as ninjs: by what its documentation says of what is written (https://www.iptc.org/std/ninjs/userguide/), and by the schema
 * that IPTC publishes (https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json) where `NINJS_SCHEMA` names a copy of it.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import * as z from "zod";
import { ninjs } from "../../shared/export/ninjs.ts";
import { ReviewedArticleGenerator } from "../reviewed-article-generator.ts";
import { runs, seed } from "../seed.ts";

/** RFC 3986: a scheme, and no character that a URI cannot hold. */
const URI = /^[a-z][a-z0-9+.-]*:(?:[!#$&'()*+,./0-9:;=?@A-Z[\]_a-z~-]|%[0-9A-F]{2})+$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const uri = z.string().regex(URI);
const said = z.strictObject({ role: z.string(), contenttype: z.string(), value: z.string() });
const picture = z.strictObject({
  // Names the picture; its bytes have their place in the rendition.
  uri: uri.max(1000),
  name: z.string(),
  type: z.literal("picture"),
  by: z.string().optional(),
  descriptions: z.array(said),
  renditions: z.array(z.strictObject({ name: z.string(), href: uri, contenttype: z.string().optional() })),
});
/** Of what ninjs 2.1 has, what is written: a name that it does not have is as wrong as a value. */
const item = z.strictObject({
  uri,
  standard: z.strictObject({ name: z.literal("ninjs"), version: z.literal("2.1"), schema: uri }),
  type: z.literal("text"),
  representationtype: z.literal("full"),
  pubstatus: z.literal("usable"),
  versioncreated: z.string().regex(TIME),
  language: z.string().regex(/^[a-z]{2,3}$/),
  title: z.string(),
  slugline: z.string().optional(),
  by: z.string().optional(),
  urgency: z.int().min(1).max(9).optional(),
  usageterms: z.string().optional(),
  headlines: z.array(said),
  descriptions: z.array(said),
  bodies: z.array(said.extend({ charcount: z.int().min(0), wordcount: z.int().min(0) })),
  associations: z.array(picture),
});

const ABOUT = { uri: "urn:tahrir:0f8c", at: 1_700_000_000_000 };
const MORE = { ...ABOUT, slug: "پل-نو", by: 'سارا "احمدی"', urgency: 3, usage: "آزاد\n<b>" };

/** Articles with all kinds of blocks, marks and pictures, half of them with all that whoever exports may say. */
const written = (): { name: string; json: unknown }[] =>
  Array.from({ length: runs(50) }, (_, i) => {
    const made = new ReviewedArticleGenerator(seed + i);
    const { doc } = i % 4 < 2 ? made.article() : made.annotatedArticle();
    return { name: `seed ${seed + i}`, json: JSON.parse(ninjs(doc, "fa", i % 2 === 0 ? ABOUT : MORE)) };
  });

test(`EX52: what leaves as ninjs has the names and values that ninjs 2.1 has, and no others (${runs(50)} from seed ${seed})`, () => {
  let pictures = 0;
  for (const { name, json } of written()) {
    const { success, error, data } = item.safeParse(json);
    expect(success, `${name}: ${error?.message}`).toBe(true);
    pictures += data!.associations.length;
  }
  expect(pictures).toBeGreaterThan(0);
  expect(item.safeParse({ ...(written()[0]!.json as object), headline: "x" }).success).toBe(false);
});

test("EX52: the schema that IPTC publishes says so, too, where a copy of it is named", () => {
  const file = process.env["NINJS_SCHEMA"];
  if (file === undefined) {
    console.log("did not run, for NINJS_SCHEMA names no copy of ninjs-schema_2.1.json");
    return;
  }
  const ajv = new Ajv2020({ strict: false, formats: { uri: URI, "date-time": TIME } });
  // Places are not written; the schema of their shapes is another organisation's.
  ajv.addSchema({ $id: "https://geojson.org/schema/GeoJSON.json" });
  const isValid = ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
  for (const { name, json } of written()) {
    expect(isValid(json), `${name}: ${ajv.errorsText(isValid.errors)}`).toBe(true);
    expect(isValid({ ...(json as object), headline: "x" })).toBe(false);
  }
});

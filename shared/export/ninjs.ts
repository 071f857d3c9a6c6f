import { Fragment, type Node } from "prosemirror-model";
import type { ArticleLanguage } from "../article/model/language.ts";
import { heldImage, safeImage } from "../article/model/schema.ts";
import { plainInline } from "../article/projection/plain-inline.ts";
import { isolateControls } from "../text/bidi-controls.ts";
import { countWords } from "../text/words.ts";
import { htmlBody, titleOf } from "./html.ts";
import { plainBlocks } from "./plain.ts";

/** What a news system wants to know that the text does not say. */
export interface NewsItem {
  /** A URI that names the article for good. */
  readonly uri: string;
  /** When this state of it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly slug?: string;
  readonly by?: string;
  /** 1, the most urgent, to 9. */
  readonly urgency?: number;
  readonly usage?: string;
}

const SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json";

/** What stands in no URI (RFC 3986). */
const NO_URI = /[^!#$%&'()*+,./0-9:;=?@A-Z[\]_a-z~-]/gu;

/**
 * An article as ninjs 2.1 (https://iptc.org/standards/ninjs/), for a news system: headline, leads, the body as HTML and as plain text,
 * and a picture news item for each figure (EX10).
 */
export function ninjs(article: Node, language: ArticleLanguage, { uri, at, slug, by, urgency, usage }: NewsItem): string {
  const [headline, ...blocks] = article.children;
  const text = plainBlocks(article.slice(headline!.nodeSize).content, language);
  // As ninjs counts: without what stands below figures.
  const counted = plainBlocks(Fragment.from(blocks.filter(({ type }) => type.name !== "figure")), language);
  const counts = { charcount: Array.from(counted).length, wordcount: countWords(counted) };
  const leads = blocks.filter(({ type }) => type.name === "lead").map(({ content }) => plainInline(content));
  const item = {
    uri,
    standard: { name: "ninjs", version: "2.1", schema: SCHEMA },
    type: "text",
    representationtype: "full",
    pubstatus: "usable",
    versioncreated: new Date(at).toISOString(),
    language,
    title: titleOf(article),
    ...(slug !== undefined && { slugline: slug }),
    ...(by !== undefined && { by }),
    ...(urgency !== undefined && { urgency }),
    ...(usage !== undefined && { usageterms: usage }),
    headlines: [{ role: "main", contenttype: "text/plain", value: titleOf(article) }],
    descriptions: leads.map((value) => ({ role: "lead", contenttype: "text/plain", value })),
    bodies: [
      { role: "main", contenttype: "text/html", ...counts, value: htmlBody(article, language) },
      { role: "main", contenttype: "text/plain", ...counts, value: text },
    ],
    associations: blocks.flatMap((block) => addressOf(block) ?? []).map((found, i) => pictureItem(found, `picture-${i + 1}`, uri)),
  };
  return `${JSON.stringify(item, null, 2)}\n`;
}

interface Pictured {
  readonly block: Node;
  readonly address: string;
}

function addressOf(block: Node): Pictured | null {
  const address = block.type.name === "figure" ? safeImage(block.attrs["src"]) : null;
  return address === null ? null : { block, address };
}

/** @param article its URI: a picture that it holds has no other name than its place there, and its bytes stand once, in the rendition */
function pictureItem({ block, address }: Pictured, name: string, article: string): object {
  const { alt, credit } = block.attrs as Record<string, unknown>;
  const href = address.replaceAll(NO_URI, encodeURIComponent);
  const said = [
    { role: "caption", value: plainInline(block.content) },
    { role: "alt", value: typeof alt === "string" ? isolateControls(alt) : "" },
  ];
  const contenttype = heldImage(address) === null ? null : /^data:([^;]+)/i.exec(address)![1]!.toLowerCase();
  return {
    uri: contenttype === null ? href : `${article}#${name}`,
    name,
    type: "picture",
    ...(typeof credit === "string" && credit !== "" && { by: isolateControls(credit) }),
    descriptions: said.filter(({ value }) => value !== "").map((one) => ({ ...one, contenttype: "text/plain" })),
    renditions: [{ name: "original", href, ...(contenttype !== null && { contenttype }) }],
  };
}

import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ARTICLE_LANGUAGES, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { FORMATS, type Format } from "../../shared/export-formats.ts";
import type { NewsItem } from "../../shared/export/ninjs.ts";
import type { PlainOptions } from "../../shared/export/plain.ts";
import { parseRoom, roomName } from "../../shared/roles.ts";
import { databaseIn } from "../core/database.ts";
import { writeStored } from "../core/export/write-stored.ts";
import { StoredArticles } from "../core/library/stored-article.ts";
import { attachValue, wholeNumber } from "./arguments.ts";
import { exportArchive } from "./export-archive.ts";

const USAGE = `Usage: npm run -s desk -- export --data DIR --article ID --format ${FORMATS.join("|")} [--out FILE] [--json]
       npm run -s desk -- export --data DIR (--all | --article ID…) --format F --out FILE.zip [--json]
  --data DIR          the desk's folder; the desk may run
  --article ID        as it stands in the window's address behind #; several become one zip
  --all               all articles on the desk and in the archive, as one zip
  --format F          what to write
  --out FILE          where to write it, over what is there (default: standard output); an archive ends in .zip
  --half-spaces space writes half-spaces as spaces, in plain text
  --digits latin      writes digits as 0 to 9, in plain text
  --language L        ${ARTICLE_LANGUAGES.join(", ")}, in place of the article's own
  --by NAME           who wrote it, in ninjs and docx
  --slug S, --urgency 1-9, --usage TERMS, --uri URI
                      what ninjs says beside the text (URI: urn:tahrir:ID)
  --json              print one JSON line when it is written; needs --out
A zip has a file for each article and manifest.json, which says which is which and which articles could not be written.
What is said of one article is not said of a zip. Ctrl+C leaves no zip.
Exits with 0 when all is written, 1 when that failed, also of one article, 2 for wrong arguments, 3 when the desk has no such article,
130 when it was interrupted.`;

interface Wanted {
  readonly data: string;
  /** Null for all. */
  readonly articles: readonly string[] | null;
  readonly format: Format;
  readonly out: string | null;
  readonly plain: PlainOptions;
  readonly item: Omit<NewsItem, "uri">;
  readonly uri: string | undefined;
  readonly language: ArticleLanguage | null;
  readonly json: boolean;
}

/** `npm run -s desk -- export`: articles of a desk as a file. @returns the exit code */
export async function exportArticles(args: readonly string[]): Promise<number> {
  let wanted: Wanted;
  try {
    wanted = readWanted(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const { data, articles, format, out, json } = wanted;
  const stored = new StoredArticles(data);
  try {
    const unknown = articles?.find((id) => !stored.has(id));
    if (unknown !== undefined) {
      console.error(`The desk in ${data} has no article ${unknown}.`);
      return 3;
    }
    if (articles?.length === 1 && !out?.endsWith(".zip")) return exportArticle(stored, articles[0]!, wanted);
    return await exportArchive(stored, { ids: articles, format, out: out!, json });
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    stored.close();
  }
}

function exportArticle(stored: StoredArticles, article: string, wanted: Wanted): number {
  const { format, out, plain, item, uri, language, json } = wanted;
  const { bytes } = writeStored(stored.read(article)!, format, { item: { uri: uri ?? `urn:tahrir:${article}`, ...item }, language, plain });
  if (out === null) process.stdout.write(bytes);
  else writeFileSync(out, bytes);
  if (json) console.log(JSON.stringify({ event: "exported", article, format, file: out, bytes: bytes.length }));
  return 0;
}

function readWanted(args: readonly string[]): Wanted {
  const { values } = parseArgs({
    args: attachValue(args, "article"),
    options: {
      data: { type: "string" },
      article: { type: "string", multiple: true },
      all: { type: "boolean", default: false },
      format: { type: "string" },
      out: { type: "string" },
      "half-spaces": { type: "string", default: "keep" },
      digits: { type: "string", default: "keep" },
      language: { type: "string" },
      slug: { type: "string" },
      by: { type: "string" },
      urgency: { type: "string" },
      usage: { type: "string" },
      uri: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { data, article: articles = [], all, language, out, json, slug, by, urgency, usage, uri } = values;
  if (data === undefined) throw new Error("--data names the folder of a desk");
  const folder = resolve(data);
  if (!existsSync(databaseIn(folder))) throw new Error(`--data names the folder of a desk; there is none in ${folder}`);
  if (all === articles.length > 0) throw new Error("either --article or --all says what to export");
  for (const article of articles) if (parseRoom(roomName(article, "body")) === null) throw new Error("--article is the ID of an article");
  if (json && out === undefined) throw new Error("--json needs --out");
  if ((all || articles.length > 1) && !out?.endsWith(".zip")) throw new Error("--out names a file that ends in .zip");
  return {
    data: folder,
    articles: all ? null : [...new Set(articles)],
    format: oneOf(values.format, FORMATS, "format"),
    out: out === undefined ? null : resolve(out),
    plain: {
      halfSpaces: oneOf(values["half-spaces"], ["keep", "space"], "half-spaces"),
      digits: oneOf(values.digits, ["keep", "latin"], "digits"),
    },
    item: {
      at: Date.now(),
      ...(slug !== undefined && { slug }),
      ...(by !== undefined && { by }),
      ...(urgency !== undefined && { urgency: wholeNumber(urgency, "urgency", 1, 9) }),
      ...(usage !== undefined && { usage }),
    },
    uri,
    language: language === undefined ? null : oneOf(language, ARTICLE_LANGUAGES, "language"),
    json,
  };
}

function oneOf<T extends string>(value: string | undefined, choices: readonly T[], flag: string): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new Error(`--${flag} is one of ${choices.join(", ")}`);
  return choice;
}

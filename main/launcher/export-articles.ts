import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ARTICLE_LANGUAGES, languageOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { FORMATS, type Format } from "../../shared/export-formats.ts";
import { printPage } from "../../shared/export/print/print-page.ts";
import { PRINTED_NOTES, PRINTED_SUGGESTIONS, type PrintSettings } from "../../shared/export/print/print-settings.ts";
import { printedArticle } from "../../shared/export/print/printed-article.ts";
import type { NewsItem } from "../../shared/export/ninjs.ts";
import type { PlainOptions } from "../../shared/export/plain.ts";
import { parseRoom, roomName } from "../../shared/roles.ts";
import { databaseIn } from "../core/database.ts";
import { writeStored } from "../core/export/write-stored.ts";
import { StoredArticles, type StoredArticle } from "../core/library/stored-article.ts";
import { findBrowser } from "../pdf/find-browser.ts";
import { heldFonts } from "../pdf/print-fonts.ts";
import { printPdf } from "../pdf/print-pdf.ts";
import { PAPERS, type PageSettings } from "../../shared/typing/page-settings.ts";
import { attachValue, readOrExplain, wholeNumber } from "./arguments.ts";
import { electronBinary } from "./electron-binary.ts";
import { exportArchive } from "./export-archive.ts";
import { printInElectron } from "./print-in-electron.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What one article is written as: the formats of the window, and what a browser prints. */
const WRITTEN = [...FORMATS, "pdf"] as const;

const USAGE = `Usage: npm run -s desk -- export --data DIR --article ID --format ${WRITTEN.join("|")} [--out FILE] [--json]
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
  --notes end|none    the open notes at the end of a pdf, or not at all (default: none)
  --suggestions S     what a pdf makes of open suggestions: original leaves them out, final has all accepted, marked shows them
                      (default: original)
  --paper a4|letter   what a pdf is set for (default: as somebody chose at the desk)
  --browser FILE      the Chrome, Chromium or Edge that makes a pdf (default: one that is installed, or Electron)
  --json              print one JSON line when it is written; needs --out
A zip has a file for each article and manifest.json, which says which is which and which articles could not be written.
What is said of one article is not said of a zip. Ctrl+C leaves no zip.
Exits with 0 when all is written, 1 when that failed, also of one article, 2 for wrong arguments, 3 when the desk has no such article,
130 when it was interrupted.`;

interface Wanted {
  readonly data: string;
  /** Null for all. */
  readonly articles: readonly string[] | null;
  readonly format: (typeof WRITTEN)[number];
  readonly out: string | null;
  readonly plain: PlainOptions;
  readonly item: Omit<NewsItem, "uri">;
  readonly uri: string | undefined;
  readonly language: ArticleLanguage | null;
  readonly json: boolean;
  readonly printed: Omit<PrintSettings, "page">;
  /** Null for the one that was chosen at the desk. */
  readonly paper: PageSettings["paper"] | null;
  readonly browser: string | null;
}

/** `npm run -s desk -- export`: articles of a desk as a file. @returns the exit code */
export async function exportArticles(args: readonly string[]): Promise<number> {
  const wanted = readOrExplain(() => readWanted(args), USAGE);
  if (!wanted) return 2;
  const { data, articles, format, out, json } = wanted;
  const stored = new StoredArticles(data);
  try {
    if (format === "pdf" || (articles?.length === 1 && !out?.endsWith(".zip"))) {
      const id = articles![0]!;
      const article = stored.read(id);
      return article ? await exportArticle(article, id, wanted) : refuseUnknown(data, id);
    }
    const unknown = articles?.find((id) => !stored.has(id));
    if (unknown !== undefined) return refuseUnknown(data, unknown);
    return await exportArchive(stored, { ids: articles, format, out: out!, json });
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    stored.close();
  }
}

/** @returns the exit code */
function refuseUnknown(data: string, article: string): number {
  console.error(`The desk in ${data} has no article ${article}.`);
  return 3;
}

/** @returns the exit code */
async function exportArticle(stored: StoredArticle, article: string, wanted: Wanted): Promise<number> {
  const { format, out, json } = wanted;
  const bytes = format === "pdf" ? await printed(stored, wanted) : written(stored, article, format, wanted);
  if (out === null) process.stdout.write(bytes);
  else writeFileSync(out, bytes);
  if (json) console.log(JSON.stringify({ event: "exported", article, format, file: out, bytes: bytes.length }));
  return 0;
}

function written(stored: StoredArticle, article: string, format: Format, { plain, item, uri, language }: Wanted): Uint8Array {
  return writeStored(stored, format, { item: { uri: uri ?? `urn:tahrir:${article}`, ...item }, language, plain }).bytes;
}

/** @throws Error when there is no browser, or it cannot print */
async function printed(
  { body, review, page }: StoredArticle,
  { item: { at }, language: wanted, printed: choice, paper, browser }: Wanted,
): Promise<Uint8Array> {
  const language = wanted ?? languageOf(body);
  const settings: PrintSettings = { ...choice, page: { ...page(), ...(paper && { paper }) } };
  const fonts = { css: heldFonts(settings.page, language), from: "data:" };
  const sheet = printPage(printedArticle(body, { ...review(), now: at }, settings), { language, at, settings, fonts });
  const binary = browser ?? findBrowser(process.platform, process.env);
  if (binary !== null) return printPdf(binary, sheet);
  const electron = electronBinary(join(ROOT, "node_modules/electron"), process.env);
  if (electron !== null) return printInElectron(ROOT, electron, sheet);
  throw new Error("A pdf needs Chrome, Chromium, Edge or Electron, and none is installed here; --browser names one that is elsewhere.");
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
      notes: { type: "string", default: "none" },
      suggestions: { type: "string", default: "original" },
      paper: { type: "string" },
      browser: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { data, article: articles = [], all, language, out, json, slug, by, urgency, usage, uri, paper, browser } = values;
  if (data === undefined) throw new Error("--data names the folder of a desk");
  const folder = resolve(data);
  if (!existsSync(databaseIn(folder))) throw new Error(`--data names the folder of a desk; there is none in ${folder}`);
  if (all === articles.length > 0) throw new Error("either --article or --all says what to export");
  for (const article of articles) if (parseRoom(roomName(article, "body")) === null) throw new Error("--article is the ID of an article");
  if (json && out === undefined) throw new Error("--json needs --out");
  if ((all || articles.length > 1) && !out?.endsWith(".zip")) throw new Error("--out names a file that ends in .zip");
  const format = oneOf(values.format, WRITTEN, "format");
  if (format === "pdf" && out?.endsWith(".zip")) throw new Error("a zip holds no pdf: export one article at a time");
  return {
    data: folder,
    articles: all ? null : [...new Set(articles)],
    format,
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
    printed: {
      notes: oneOf(values.notes, PRINTED_NOTES, "notes"),
      suggestions: oneOf(values.suggestions, PRINTED_SUGGESTIONS, "suggestions"),
    },
    paper: paper === undefined ? null : oneOf(paper, PAPERS, "paper"),
    browser: browser === undefined ? null : resolve(browser),
  };
}

function oneOf<T extends string>(value: string | undefined, choices: readonly T[], flag: string): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new Error(`--${flag} is one of ${choices.join(", ")}`);
  return choice;
}

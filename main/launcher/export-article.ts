import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ARTICLE_LANGUAGES, languageOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { baseArticle } from "../../shared/export/base-article.ts";
import { writeDocx } from "../../shared/export/docx/docx.ts";
import { FORMATS, writeArticle, type Format } from "../../shared/export/formats.ts";
import { printPage } from "../../shared/export/print/print-page.ts";
import { PRINTED_NOTES, PRINTED_SUGGESTIONS, type PrintSettings } from "../../shared/export/print/print-settings.ts";
import { printedArticle } from "../../shared/export/print/printed-article.ts";
import type { NewsItem } from "../../shared/export/ninjs.ts";
import type { PlainOptions } from "../../shared/export/plain.ts";
import { readReviewed } from "../../shared/reviewed-article/read-reviewed.ts";
import { parseRoom, roomName } from "../../shared/roles.ts";
import { electronBinary } from "./electron-binary.ts";
import { printInElectron } from "./print-in-electron.ts";
import { attachValue, wholeNumber } from "./arguments.ts";
import { databaseIn } from "../core/database.ts";
import { readStoredArticle } from "../core/library/stored-article.ts";
import { findBrowser } from "../pdf/find-browser.ts";
import { heldFonts } from "../pdf/print-fonts.ts";
import { printPdf } from "../pdf/print-pdf.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What is written here: the formats of the window, and what a browser prints. */
const WRITTEN = [...FORMATS, "pdf"] as const;

const USAGE = `Usage: npm run -s desk -- export --data DIR --article ID --format ${WRITTEN.join("|")} [--out FILE] [--json]
  --data DIR          the desk's folder; the desk may run
  --article ID        as it stands in the window's address behind #
  --format F          what to write
  --out FILE          where to write it, over what is there (default: standard output)
  --half-spaces space writes half-spaces as spaces, in plain text
  --digits latin      writes digits as 0 to 9, in plain text
  --language L        ${ARTICLE_LANGUAGES.join(", ")}, in place of the article's own
  --by NAME           who wrote it, in ninjs and docx
  --slug S, --urgency 1-9, --usage TERMS, --uri URI
                      what ninjs says beside the text (URI: urn:tahrir:ID)
  --notes end|none    the open notes at the end of a pdf, or not at all (default: none)
  --suggestions S     what a pdf makes of open suggestions: original leaves them out, final has all accepted, marked shows them
                      (default: original)
  --browser FILE      the Chrome, Chromium or Edge that makes a pdf (default: one that is installed, or Electron)
  --json              print one JSON line when it is written; needs --out
Exits with 0 when it is written, 1 when that failed, 2 for wrong arguments, 3 when the desk has no such article.`;

interface Wanted {
  readonly data: string;
  readonly article: string;
  readonly format: (typeof WRITTEN)[number];
  readonly out: string | null;
  readonly plain: PlainOptions;
  readonly item: NewsItem;
  readonly language: ArticleLanguage | null;
  readonly json: boolean;
  readonly printed: Omit<PrintSettings, "page">;
  readonly browser: string | null;
}

/** `npm run -s desk -- export`: one article of a desk as a file. @returns the exit code */
export async function exportArticle(args: readonly string[]): Promise<number> {
  let wanted: Wanted;
  try {
    wanted = readWanted(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const { article, format, out, json } = wanted;
  try {
    const bytes = format === "pdf" ? await printed(wanted) : written({ ...wanted, format });
    if (bytes === null) {
      console.error(`The desk in ${wanted.data} has no article ${article}.`);
      return 3;
    }
    if (out === null) process.stdout.write(bytes);
    else writeFileSync(out, bytes);
    if (json) console.log(JSON.stringify({ event: "exported", article, format, file: out, bytes: bytes.length }));
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

/** @returns null when the desk has no such article */
function written({ data, article, format, plain, item, language: wanted }: Wanted & { readonly format: Format }): Uint8Array | null {
  return readStoredArticle(data, article, ({ body, review }) => {
    const language = wanted ?? languageOf(body);
    if (format !== "docx") return Buffer.from(writeArticle(baseArticle(body), format, { language, item, plain }));
    const { at, by } = item;
    return writeDocx(readReviewed(body, { ...review(), now: at }), { language, at, ...(by !== undefined && { by }) });
  });
}

/** @returns as above. @throws Error when there is no browser, or it cannot print */
async function printed({ data, article, item: { at }, language: wanted, printed: choice, browser }: Wanted): Promise<Uint8Array | null> {
  const page = readStoredArticle(data, article, ({ body, review, page }) => {
    const language = wanted ?? languageOf(body);
    const settings = { ...choice, page: page() };
    const fonts = { css: heldFonts(settings.page, language), from: "data:" };
    return printPage(printedArticle(body, { ...review(), now: at }, settings), { language, at, settings, fonts });
  });
  if (page === null) return null;
  const binary = browser ?? findBrowser(process.platform, process.env);
  if (binary !== null) return printPdf(binary, page);
  const electron = electronBinary(join(ROOT, "node_modules/electron"), process.env);
  if (electron !== null) return printInElectron(ROOT, electron, page);
  throw new Error("A pdf needs Chrome, Chromium, Edge or Electron, and none is installed here; --browser names one that is elsewhere.");
}

function readWanted(args: readonly string[]): Wanted {
  const { values } = parseArgs({
    args: attachValue(args, "article"),
    options: {
      data: { type: "string" },
      article: { type: "string" },
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
      browser: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { data, article, language, out, json, slug, by, urgency, usage, uri, browser } = values;
  if (data === undefined) throw new Error("--data names the folder of a desk");
  const folder = resolve(data);
  if (!existsSync(databaseIn(folder))) throw new Error(`--data names the folder of a desk; there is none in ${folder}`);
  if (article === undefined || parseRoom(roomName(article, "body")) === null) throw new Error("--article is the ID of an article");
  if (json && out === undefined) throw new Error("--json needs --out");
  return {
    data: folder,
    article,
    format: oneOf(values.format, WRITTEN, "format"),
    out: out === undefined ? null : resolve(out),
    plain: {
      halfSpaces: oneOf(values["half-spaces"], ["keep", "space"], "half-spaces"),
      digits: oneOf(values.digits, ["keep", "latin"], "digits"),
    },
    item: {
      uri: uri ?? `urn:tahrir:${article}`,
      at: Date.now(),
      ...(slug !== undefined && { slug }),
      ...(by !== undefined && { by }),
      ...(urgency !== undefined && { urgency: wholeNumber(urgency, "urgency", 1, 9) }),
      ...(usage !== undefined && { usage }),
    },
    language: language === undefined ? null : oneOf(language, ARTICLE_LANGUAGES, "language"),
    json,
    printed: {
      notes: oneOf(values.notes, PRINTED_NOTES, "notes"),
      suggestions: oneOf(values.suggestions, PRINTED_SUGGESTIONS, "suggestions"),
    },
    browser: browser === undefined ? null : resolve(browser),
  };
}

function oneOf<T extends string>(value: string | undefined, choices: readonly T[], flag: string): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new Error(`--${flag} is one of ${choices.join(", ")}`);
  return choice;
}

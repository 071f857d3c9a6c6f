import { expect, test } from "vitest";
import * as Y from "yjs";
import { schema } from "../model/schema.ts";
import { setLanguage, type ArticleLanguage } from "../model/language.ts";
import { fillBody } from "./fill.ts";
import { listedText } from "./listed-text.ts";
import { bodyOf } from "../model/body.ts";

function listed(headline: string, dir: "rtl" | "ltr" | null = null, language: ArticleLanguage = "fa", lead = "متن"): string {
  const doc = new Y.Doc();
  setLanguage(doc, language);
  const text = headline === "" ? [] : [schema.text(headline)];
  fillBody(
    bodyOf(doc),
    schema.node("doc", null, [
      schema.node("headline", { dir }, text),
      ...lead.split("\n").map((block) => schema.node("paragraph", null, schema.text(block))),
    ]),
  );
  return listedText(doc);
}

test.each([
  [listed("پل نو"), "پل نو\nمتن"],
  [listed("iPhone 15"), "iPhone 15\nمتن"],
  [listed("iPhone در بازار"), "\u200FiPhone در بازار\nمتن"],
  [listed("iPhone 15", "rtl"), "\u200FiPhone 15\nمتن"],
  [listed("پل نو", "ltr"), "\u200Eپل نو\nمتن"],
  [listed("پل نو", "rtl"), "پل نو\nمتن"],
  [listed("iPhone در بازار", null, "en"), "iPhone در بازار\nمتن"],
  [listed("۱۲", null, "en"), "\u200E۱۲\nمتن"],
  [listed("", "ltr"), "\nمتن"],
  [listed("پل", null, "fa", "iPhone در بازار"), "پل\n\u200FiPhone در بازار"],
  [listed("پل", null, "fa", "نخست\nOPEC در وین\n12"), "پل\nنخست\n\u200FOPEC در وین\n12"],
  [listed("پل", null, "fa", "OPEC said"), "پل\nOPEC said"],
  [listed("پل", null, "fa", "12"), "پل\n12"],
])("BD6, BD74: %j is what lists have of it", (text, expected) => expect(text).toBe(expected));

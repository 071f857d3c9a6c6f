import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { referenceValue } from "../article/model/footnote-id.ts";
import { unitsOf } from "../article/yjs-internals/units.ts";
import { quoteOf } from "./quote.ts";

test("NO6: behind references to footnotes, too, a quote is of the words that a note is about", () => {
  const body = bodyOf(new Y.Doc());
  body.insert(0, "پل کهنه باز شد");
  body.insertEmbed(2, referenceValue("a") as object);
  body.insertEmbed(8, referenceValue("b") as object);
  body.insert(0, "پاک");
  body.delete(0, 3);
  const at = unitsOf(body).indexOf("باز");
  expect(body.toDelta()).toHaveLength(5);
  expect(at).toBe("پل کهنه باز".indexOf("باز") + 2);
  expect(quoteOf(unitsOf(body), at, at + 3)).toEqual({ text: "باز", prefix: "پل کهنه ", suffix: " شد" });
});

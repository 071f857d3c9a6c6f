import type { Node } from "prosemirror-model";
import { articleLanguageOf } from "../../article/model/language.ts";
import { directionOf, safeImage, schema } from "../../article/model/schema.ts";
import { readReference } from "../../pictures/reference.ts";
import { attributesOfBlock, blockOf } from "../../article/model/tokens.ts";
import { findElement, named, type PageElement } from "./page.ts";

/**
 * Attribute of Tahrir's own HTML for what its tags do not say. On a block: its attributes as JSON, beside the semantic form that
 * other programs read. On a span, empty: text of a block that was copied in part. It may come back from anywhere, so it is
 * validated as anything else from outside.
 */
export const OWN = "data-tahrir";
/** An embedded value, as JSON. */
export const OWN_VALUE = "data-tahrir-value";

/** What `data-tahrir` holds for a block; a picture's address stands in its `img` alone, for it may be long, but not a reference. */
export function ownAttributes(block: Node): string {
  const { src, ...attributes } = attributesOfBlock(block);
  return JSON.stringify(readReference(src) ? { ...attributes, src } : attributes);
}

/** The empty block that an element of Tahrir's own HTML stands for, or null when it is none. */
export function readOwnBlock(element: PageElement): Node | null {
  const own = readJson(element.getAttribute(OWN) ?? "");
  if (typeof own !== "object" || own === null || Array.isArray(own)) return null;
  const attributes: Record<string, unknown> = Object.fromEntries(
    Object.entries(own).filter(([, value]) => typeof value === "string" || typeof value === "number" || typeof value === "boolean"),
  );
  const dir = directionOf(attributes["dir"]);
  if (attributes["kind"] === "headline") return schema.node("headline", { dir });
  const src = readReference(attributes["src"]) ? attributes["src"] : safeImage(findElement(element, named("img"))?.getAttribute("src"));
  return blockOf({ ...attributes, dir, lang: articleLanguageOf(attributes["lang"]), src: attributes["kind"] === "figure" ? src : null });
}

/** The embedded value that an element stands for; undefined when it is none. */
export function readOwnValue(element: PageElement): unknown {
  return readJson(element.getAttribute(OWN_VALUE) ?? "");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's attribute of the same name says nothing.
    return undefined;
  }
}

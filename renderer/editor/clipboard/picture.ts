import type { Node } from "prosemirror-model";
import { safeImage, schema } from "../../../shared/article/model/schema.ts";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { plainText } from "../../../shared/text/plain.ts";
import type { Styles } from "./styles.ts";

/** What an image becomes: a figure, its description as text, or nothing. */
export type PageImage = { readonly figure: Node } | { readonly text: string; readonly tooLarge?: boolean };

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*\d]\uFE0F?\u20E3)/u;
/** Pages put the address here until the reader scrolls near. */
const LATER = ["data-src", "data-original", "data-lazy-src"];
/** In characters: a page is no place for a picture that takes longer to read. */
const LARGEST_HELD = 12_000_000;
/** In CSS pixels; anything as small is an icon, a flag or a sign, and what it says stands in its description. */
const ICON = 40;

/** Elements that hold a picture and its caption, beside `figure`: Wikipedia's and WordPress'. */
export const isFigure = (element: Element): boolean =>
  element.localName === "figure" || element.classList.contains("wp-caption") || element.classList.contains("thumb");
const CAPTION = "figcaption, .wp-caption-text, .thumbcaption";
const CREDIT =
  "cite, small, [class*=credit i], [class*=copyright i], [class*=photographer i], [itemprop=creator], [itemprop=author], [itemprop=copyrightHolder]";

/** @param credit that stands beside the image; null for none */
export function readImage(image: Element, styles: Styles, credit: string | null): PageImage {
  const alt = line(image.getAttribute("alt") ?? "");
  if (EMOJI.test(alt) || isIcon(image, styles)) return { text: alt };
  const src = addressOf(image);
  if (src === null) return { text: alt };
  if (src.startsWith("data:") && src.length > LARGEST_HELD) return { text: alt, tooLarge: true };
  return { figure: schema.node("figure", { src, alt: alt === "" ? null : alt, credit }) };
}

/** A picture within a frame of its own; null when the element frames something else, or several pictures. */
export function readFrame(
  frame: Element,
): { readonly image: Element; readonly caption: Element | null; readonly credit: Element | null } | null {
  const images = frame.querySelectorAll("img");
  if (images.length !== 1 || frame.querySelector("figure, table")) return null;
  const image = images[0]!;
  const caption = frame.querySelector(CAPTION);
  const credit = (caption ?? frame).querySelector(CREDIT) ?? frame.querySelector(CREDIT);
  const apart = credit && !credit.contains(image) && !(caption && credit.contains(caption));
  return { image, caption, credit: apart ? credit : null };
}

/** Text of an attribute or an element as one line. */
export const line = (text: string): string => isolateControls(plainText(text).replace(/\s+/g, " ").trim());

function addressOf(image: Element): string | null {
  const src = image.getAttribute("src") ?? "";
  if (src === "" || src.startsWith("data:image/gif")) {
    for (const name of LATER) {
      const later = safeImage(image.getAttribute(name));
      if (later !== null) return later;
    }
  }
  return safeImage(src);
}

function isIcon(image: Element, styles: Styles): boolean {
  const [width, height] = (["width", "height"] as const).map((name) =>
    Number.parseFloat(image.getAttribute(name) ?? styles.value(image, name)),
  );
  return width! <= 2 || height! <= 2 || (width! <= ICON && height! <= ICON);
}

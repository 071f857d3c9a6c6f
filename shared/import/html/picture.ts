import type { Node } from "prosemirror-model";
import { safeImage, schema } from "../../article/model/schema.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import { plainText } from "../../text/plain.ts";
import { elementsIn, findElement, isWithin, named, type PageElement } from "./page.ts";
import type { Styles } from "./styles.ts";

/** What an image becomes: a figure, its description as text, or nothing. */
export type PageImage = { readonly figure: Node } | { readonly text: string; readonly tooLarge?: boolean };

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*\d]\uFE0F?\u20E3)/u;
/** Pages put the address here until the reader scrolls near. */
const LATER = ["data-src", "data-original", "data-lazy-src"];
/** In CSS pixels; anything as small is an icon, a flag or a sign, and what it says stands in its description. */
const ICON = 40;

/** Elements that hold a picture and its caption, beside `figure`: Wikipedia's and WordPress'. */
export const isFigure = (element: PageElement): boolean =>
  element.localName === "figure" || element.classList.contains("wp-caption") || element.classList.contains("thumb");
const isCaption = ({ localName, classList }: PageElement): boolean =>
  localName === "figcaption" || classList.contains("wp-caption-text") || classList.contains("thumbcaption");
const isCredit = (element: PageElement): boolean =>
  element.localName === "cite" ||
  element.localName === "small" ||
  /credit|copyright|photographer/i.test(element.getAttribute("class") ?? "") ||
  /^(creator|author|copyrightHolder)$/.test(element.getAttribute("itemprop") ?? "");

export interface ImageContext {
  /** That stands beside the image; null for none. */
  readonly credit: string | null;
  /** It is the picture of a frame, and no sign in a text. */
  readonly isFramed: boolean;
  /** Whether a picture of so many bytes, which the page holds, is too large. */
  readonly isTooLarge: (bytes: number) => boolean;
}

/**
 * What an `img` becomes.
 * @returns a picture; or text where it is an emoji, an icon, has no address that is kept, or more bytes than a page may bring
 */
export function readImage(image: PageElement, styles: Styles, { credit, isFramed, isTooLarge }: ImageContext): PageImage {
  const alt = line(image.getAttribute("alt") ?? "");
  if ((!isFramed && EMOJI.test(alt)) || isIcon(image, styles)) return { text: alt };
  const src = addressOf(image);
  if (src === null) return { text: alt };
  if (src.startsWith("data:") && isTooLarge((src.length * 3) / 4)) return { text: alt, tooLarge: true };
  return { figure: schema.node("figure", { src, alt: alt === "" ? null : alt, credit }) };
}

/** A picture within a frame of its own; null when the element frames something else, or several pictures. */
export function readFrame(
  frame: PageElement,
): { readonly image: PageElement; readonly caption: PageElement | null; readonly credit: PageElement | null } | null {
  let image: PageElement | null = null;
  for (const { element, isImage } of framed(frame)) {
    if (!isImage || image) return null;
    image = element;
  }
  if (!image) return null;
  const caption = findElement(frame, isCaption);
  const credit = (caption && findElement(caption, isCredit)) ?? findElement(frame, isCredit);
  const apart = credit && !isWithin(image, credit) && !(caption && isWithin(caption, credit));
  return { image, caption, credit: apart ? credit : null };
}

/** Text of an attribute or an element as one line. */
export const line = (text: string): string => isolateControls(plainText(text).replace(/\s+/g, " ").trim());

function addressOf(image: PageElement): string | null {
  const src = image.getAttribute("src") ?? "";
  if (src === "" || src.startsWith("data:image/gif")) {
    for (const name of LATER) {
      const later = safeImage(image.getAttribute(name));
      if (later !== null) return later;
    }
  }
  return safeImage(src);
}

function isIcon(image: PageElement, styles: Styles): boolean {
  const [width, height] = (["width", "height"] as const).map((name) =>
    Number.parseFloat(image.getAttribute(name) ?? styles.value(image, name)),
  );
  return width! <= 2 || height! <= 2 || (width! <= ICON && height! <= ICON);
}

/** The pictures in a frame, and other frames in it. */
function* framed(frame: PageElement): Generator<{ readonly element: PageElement; readonly isImage: boolean }> {
  const isImage = named("img");
  const isOther = named("figure", "table");
  for (const element of elementsIn(frame)) if (isImage(element) || isOther(element)) yield { element, isImage: isImage(element) };
}

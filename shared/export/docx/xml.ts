/** What XML 1.0 cannot hold, not even as a reference (https://www.w3.org/TR/xml/#charsets). */
// oxlint-disable-next-line no-control-regex
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Text as content of an element, without what XML cannot hold. */
export const escapeText = (text: string): string => escapeWith(text, /[&<>\r]/g);

const escapeAttribute = (text: string): string => escapeWith(text, /[&<>"\t\n\r]/g);

const escapeWith = (text: string, special: RegExp): string =>
  text
    .toWellFormed()
    .replace(NO_XML, "")
    .replace(special, (character) => ESCAPED[character]!);

/** Names with their values; one that is undefined is left out. */
export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** An element. @param content markup; see `escapeText` for text */
export function element(name: string, attributes: XmlAttributes = {}, content = ""): string {
  let said = "";
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) said += ` ${key}="${escapeAttribute(String(value))}"`;
  return content === "" ? `<${name}${said}/>` : `<${name}${said}>${content}</${name}>`;
}

/** A part of a package: an element with what says that it is XML. */
export const part = (root: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;

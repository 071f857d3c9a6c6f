import { childOf, childrenOf, elementsOf, textOf, valueOf, type Xml } from "./xml-tree.ts";

/** An equation in one line, as it is typed: fractions with a slash, powers behind `^`, indices behind `_`. */
export function equationText(xml: Xml): string {
  const part = (name: string): string => partText(childOf(xml, name));
  switch (xml.name) {
    case "m:t":
    case "w:t":
      return textOf(xml);
    case "m:f":
      return `${grouped(part("m:num"))}/${grouped(part("m:den"))}`;
    case "m:sSup":
      return `${part("m:e")}^${grouped(part("m:sup"))}`;
    case "m:sSub":
      return `${part("m:e")}_${grouped(part("m:sub"))}`;
    case "m:sSubSup":
      return `${part("m:e")}_${grouped(part("m:sub"))}^${grouped(part("m:sup"))}`;
    case "m:rad":
      return `${part("m:deg")}√${grouped(part("m:e"))}`;
    case "m:nary": {
      const [from, to] = [part("m:sub"), part("m:sup")];
      return `${characterOf(xml, "m:naryPr", "m:chr") ?? "∫"}${from && `_${grouped(from)}`}${to && `^${grouped(to)}`} ${part("m:e")}`;
    }
    case "m:func":
      return `${part("m:fName")} ${part("m:e")}`;
    case "m:d": {
      const [open, close] = [characterOf(xml, "m:dPr", "m:begChr") ?? "(", characterOf(xml, "m:dPr", "m:endChr") ?? ")"];
      return `${open}${childrenOf(xml, "m:e")
        .map(partText)
        .join(characterOf(xml, "m:dPr", "m:sepChr") ?? "|")}${close}`;
    }
    case "m:m":
      return `[${childrenOf(xml, "m:mr")
        .map((row) => childrenOf(row, "m:e").map(partText).join(", "))
        .join("; ")}]`;
    default:
      return partText(xml);
  }
}

const partText = (xml: Xml | undefined): string => elementsOf(xml).map(equationText).join("");

/** In brackets where it is more than one sign, word or number. */
const grouped = (text: string): string => (/^(?:[\p{L}\p{M}]+|[\p{N}.,٫]+|.)?$/u.test(text) ? text : `(${text})`);

const characterOf = (xml: Xml, properties: string, name: string): string | undefined => {
  const said = childOf(childOf(xml, properties), name);
  return said && (said.attributes["m:val"] ?? valueOf(childOf(xml, properties), name) ?? "");
};

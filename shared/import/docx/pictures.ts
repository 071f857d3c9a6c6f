import { safeImage } from "../../article/model/schema.ts";
import { writeDataAddress } from "../../pictures/data-address.ts";
import { isBomb, pictureOf } from "../../pictures/picture.ts";
import type { Package } from "./package.ts";
import type { Relation } from "./relations.ts";
import { chosenOf, descendantOf, elementsOf, type Xml } from "./xml-tree.ts";

/** Most bytes of one picture, and of all in a document, each time that it is shown: the article holds them. */
const LARGEST_PICTURE = 8 * 1024 * 1024;
const LARGEST_PICTURES = 32 * 1024 * 1024;

export interface FoundPicture {
  /** Null for one that an article cannot hold. */
  readonly src: string | null;
  readonly alt: string | null;
  /** Of the part or address it is in. */
  readonly name: string;
}

/** Reads the pictures of a package. */
export class PictureReader {
  readonly #parts: Package;
  readonly #known = new Map<string, { readonly src: string; readonly size: number } | null>();
  #left = LARGEST_PICTURES;

  constructor(parts: Package) {
    this.#parts = parts;
  }

  /** The pictures in a drawing, of either form. @param relations of the part that it is in */
  in(drawing: Xml, relations: ReadonlyMap<string, Relation>): FoundPicture[] {
    const properties = descendantOf(drawing, "wp:docPr")?.attributes;
    const shape = descendantOf(drawing, "v:shape")?.attributes;
    // LibreOffice writes an empty one where nothing is said.
    const alt =
      [properties?.["descr"], properties?.["title"], shape?.["alt"]].find((one) => one !== undefined && one.trim() !== "") ?? null;
    return referencesIn(drawing).map((id): FoundPicture => {
      const relation = relations.get(id);
      if (!relation) return { src: null, alt, name: "" };
      const { target, isOuter } = relation;
      return { src: isOuter ? safeImage(target) : this.#read(target), alt, name: target };
    });
  }

  #read(name: string): string | null {
    let known = this.#known.get(name);
    if (known === undefined) {
      const bytes = this.#parts.read(name);
      const picture = bytes && bytes.length <= LARGEST_PICTURE ? pictureOf(bytes) : null;
      known = bytes && picture && !isBomb(picture) ? { src: writeDataAddress(picture.type, bytes), size: bytes.length } : null;
      this.#known.set(name, known);
    }
    if (known === null || known.size > this.#left) return null;
    this.#left -= known.size;
    return known.src;
  }
}

/** The IDs of what the pictures in a drawing are; text boxes in it have their own. */
function referencesIn(xml: Xml): string[] {
  return elementsOf(xml).flatMap((child) => {
    if (child.name === "w:txbxContent") return [];
    if (child.name === "mc:AlternateContent") return chosenOf(child).flatMap((one) => referencesIn({ ...child, children: [one] }));
    const { attributes } = child;
    const id =
      child.name === "a:blip"
        ? (attributes["r:embed"] ?? attributes["r:link"])
        : child.name === "v:imagedata"
          ? attributes["r:id"]
          : undefined;
    return id === undefined || id === "" ? referencesIn(child) : [id];
  });
}

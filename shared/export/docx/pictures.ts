import { heldImage, safeImage } from "../../article/model/schema.ts";
import { readDataAddress } from "../../pictures/data-address.ts";
import { pictureOf } from "../../pictures/picture.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import type { Relations } from "./relations.ts";
import { element } from "./xml.ts";

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";

/** English Metric Units: of a pixel at 96 to the inch, and of the widest picture that a page holds. */
const PIXEL = 9525;
const WIDEST = 5_700_000;
/** Of a picture of which nobody knows the size, as only an address is in the article. */
const UNKNOWN = { width: 480, height: 320 };

/** A picture that is in the package, or outside of it. */
interface KnownPicture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** The pictures of a document: those that the article holds are parts of the package, others are named by their addresses. */
export class Pictures {
  readonly #relations: Relations;
  /** By the name of the part. */
  readonly files = new Map<string, Uint8Array>();
  readonly #held = new Map<string, KnownPicture>();
  #drawings = 0;

  constructor(relations: Relations) {
    this.#relations = relations;
  }

  /** A picture as content of a run; nothing for an address that none may be loaded from, or that holds no bytes. */
  drawing(src: unknown, alt: unknown): string {
    const address = safeImage(src);
    if (address === null) return "";
    const isHeld = heldImage(address) !== null;
    const picture = isHeld ? this.#hold(address) : { id: this.#relations.outer("image", address), ...UNKNOWN };
    if (picture === null) return "";
    const scale = Math.min(PIXEL, WIDEST / picture.width);
    const size = { cx: Math.max(1, Math.round(picture.width * scale)), cy: Math.max(1, Math.round(picture.height * scale)) };
    const number = ++this.#drawings;
    const named = { id: number, name: `Picture ${number}`, descr: typeof alt === "string" ? isolateControls(alt) : undefined };
    const shape =
      element("pic:nvPicPr", {}, element("pic:cNvPr", named) + element("pic:cNvPicPr")) +
      element(
        "pic:blipFill",
        {},
        element("a:blip", { [isHeld ? "r:embed" : "r:link"]: picture.id }) + element("a:stretch", {}, element("a:fillRect")),
      ) +
      element(
        "pic:spPr",
        {},
        element("a:xfrm", {}, element("a:off", { x: 0, y: 0 }) + element("a:ext", size)) +
          element("a:prstGeom", { prst: "rect" }, element("a:avLst")),
      );
    const graphic = element(
      "a:graphic",
      { "xmlns:a": `${DRAWING}/main` },
      element("a:graphicData", { uri: `${DRAWING}/picture` }, element("pic:pic", { "xmlns:pic": `${DRAWING}/picture` }, shape)),
    );
    const locks = element("wp:cNvGraphicFramePr", {}, element("a:graphicFrameLocks", { "xmlns:a": `${DRAWING}/main`, noChangeAspect: 1 }));
    return element(
      "w:drawing",
      {},
      element(
        "wp:inline",
        { distT: 0, distB: 0, distL: 0, distR: 0 },
        element("wp:extent", size) + element("wp:docPr", named) + locks + graphic,
      ),
    );
  }

  #hold(address: string): KnownPicture | null {
    const known = this.#held.get(address);
    if (known) return known;
    const held = readDataAddress(address);
    if (!held) return null;
    const { width, height } = pictureOf(held.bytes) ?? UNKNOWN;
    const name = `media/image${this.files.size + 1}.${held.type}`;
    this.files.set(`word/${name}`, held.bytes);
    const picture = { id: this.#relations.add("image", name), width, height };
    this.#held.set(address, picture);
    return picture;
  }
}

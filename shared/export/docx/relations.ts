import { element, part } from "./xml.ts";

const NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** What a part of the package names outside of itself. */
export class Relations {
  readonly #elements: string[] = [];
  readonly #outer = new Map<string, string>();

  /** @param type as the last word of its address, or a whole one @returns the ID of the relation */
  add(type: string, target: string, isOuter = false): string {
    const id = `rId${this.#elements.length + 1}`;
    const attributes = { Id: id, Type: type.includes("/") ? type : `${TYPES}/${type}`, Target: target };
    this.#elements.push(element("Relationship", { ...attributes, TargetMode: isOuter ? "External" : undefined }));
    return id;
  }

  /** The relation to an address outside of the package, which is named once. */
  outer(type: string, address: string): string {
    const key = `${type} ${address}`;
    const known = this.#outer.get(key);
    if (known !== undefined) return known;
    const id = this.add(type, address, true);
    this.#outer.set(key, id);
    return id;
  }

  xml(): string {
    return part(element("Relationships", { xmlns: NAMESPACE }, this.#elements.join("")));
  }
}

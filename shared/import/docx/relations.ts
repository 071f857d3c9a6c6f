import { childrenOf, parseXml } from "./xml-tree.ts";
import type { Package } from "./package.ts";

/** What a part names outside of itself. */
export interface Relation {
  /** The last word of the address of its type. */
  readonly type: string;
  /** Name of a part, or an address outside of the package. */
  readonly target: string;
  readonly isOuter: boolean;
}

/** The relations of a part by their IDs. @param name of the part; empty for those of the package */
export function relationsOf(parts: Package, name: string): Map<string, Relation> {
  const slash = name.lastIndexOf("/") + 1;
  const bytes = parts.read(`${name.slice(0, slash)}_rels/${name.slice(slash)}.rels`);
  const relations = new Map<string, Relation>();
  if (!bytes) return relations;
  for (const { attributes } of childrenOf(parseXml(bytes), "rel:Relationship")) {
    const { Id: id, Type: type = "", Target: target = "" } = attributes;
    const isOuter = attributes["TargetMode"] === "External";
    if (id !== undefined)
      relations.set(id, { type: type.slice(type.lastIndexOf("/") + 1), target: isOuter ? target : resolved(name, target), isOuter });
  }
  return relations;
}

/** A name relative to a part, or to the package. It leads nowhere outside of it. */
function resolved(from: string, target: string): string {
  const base = target.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") base.pop();
    else if (step !== "" && step !== ".") base.push(step);
  }
  return base.join("/");
}

/** The first relation of a type. */
export const relationOf = (relations: ReadonlyMap<string, Relation>, type: string): Relation | undefined =>
  [...relations.values()].find((relation) => relation.type === type);

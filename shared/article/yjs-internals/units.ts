import type * as Y from "yjs";
import { OBJECT } from "../model/embed.ts";
import { contentsOf } from "./contents.ts";

/** The text of a body, in which one character stands for each embedded value: an index of the body is one of the text. */
export function unitsOf(body: Y.Text): string {
  let text = "";
  for (let item = body._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (const content of contentsOf(item)) text += typeof content === "string" ? content : OBJECT;
  }
  return text;
}

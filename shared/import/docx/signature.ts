import type { Signed } from "../../reviewed-article/reviewed-article.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import { plainText } from "../../text/plain.ts";
import type { Xml } from "./xml-tree.ts";

/** Longest name of an author that is kept, in UTF-16 units. */
const LONGEST_NAME = 100;

/** Who a comment or a change says that it is by, and when. A name is a claim of the file, and one line. */
export function readSignature({ attributes }: Xml): Signed {
  const name = plainText((attributes["w:author"] ?? "").slice(0, LONGEST_NAME))
    .replaceAll(/\s+/g, " ")
    .trim();
  const at = Date.parse(attributes["w:date"] ?? "");
  return { author: isolateControls(name), at: Number.isFinite(at) && at > 0 ? at : 0 };
}

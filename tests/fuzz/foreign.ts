/** What other programs may put into the body, or take from it, past all that Yjs offers for texts: every kind of content, everywhere. */
import * as prng from "lib0/prng";
import * as Y from "yjs";

const int = (gen: prng.PRNG, min: number, max: number): number => prng.int31(gen, min, max);

const VALUES = [
  undefined,
  null,
  true,
  7,
  -0,
  1e300,
  Number.NaN,
  2n ** 60n,
  "",
  "رشته\nی دیگر",
  ["آ", [1]],
  { kind: "heading", text: "x" },
  new Uint8Array([1, 2]),
];
const JSONS: readonly unknown[] = [null, false, 3, "", "متن\n", [], ["x", 2], { image: 1 }, { toJSON: 1, constructor: "x" }];
const FORMATS: readonly (readonly [string, unknown])[] = [
  ["bold", true],
  ["bold", null],
  ["bold", { a: [1] }],
  ["link", "https://a.example"],
  ["link", 4],
  ["kind", "quote"],
  ["kind", null],
  ["dir", "ltr"],
  ["colour", "red"],
  ["colour", null],
];

/** @returns a content of any kind; of text only signs that stand for many */
function content(gen: prng.PRNG): Y.Item["content"] {
  const some = <T>(values: readonly T[]): T[] => Array.from({ length: int(gen, 1, 4) }, () => prng.oneOf(gen, [...values]));
  switch (int(gen, 0, 8)) {
    case 0:
      return new Y.ContentJSON(some(JSONS));
    case 1:
      return new Y.ContentBinary(prng.uint8Array(gen, int(gen, 0, 5)));
    case 2:
      return new Y.ContentDoc(new Y.Doc({ guid: `document ${int(gen, 0, 9)}` }));
    case 3:
      return new Y.ContentType(
        prng.oneOf(gen, [() => new Y.Map(), () => new Y.Text("درون"), () => new Y.Array(), () => new Y.XmlElement("p")])(),
      );
    case 4:
      return new Y.ContentEmbed(prng.oneOf(gen, [...JSONS]) as object);
    case 5:
      return new Y.ContentString(prng.oneOf(gen, ["\n", "\u2028", "\r\n", "\u200C"]));
    case 6: {
      const [key, value] = prng.oneOf(gen, [...FORMATS]);
      return new Y.ContentFormat(key, value as object);
    }
    case 7:
      return new Y.ContentDeleted(int(gen, 1, 3));
    default:
      return new Y.ContentAny(some(VALUES));
  }
}

/** The items around an index, cut there; and those that are deleted or do not count on either side of it, as it happens. */
function around(body: Y.Text, index: number, transaction: Y.Transaction, gen: prng.PRNG): { left: Y.Item | null; right: Y.Item | null } {
  let left: Y.Item | null = null;
  let right = body._start;
  let at = 0;
  while (right !== null) {
    const counts = !right.deleted && right.countable;
    if (at === index && (counts || prng.bool(gen))) break;
    if (counts && at + right.length > index) {
      right = Y.getItemCleanStart(transaction, Y.createID(right.id.client, right.id.clock + index - at));
      return { left: right.left, right };
    }
    if (counts) at += right.length;
    left = right;
    right = right.right;
  }
  return { left, right };
}

/** Puts content of any kind at any index, between the halves of a surrogate pair too. */
export function insertForeign(body: Y.Text, gen: prng.PRNG, index: number): void {
  const doc = body.doc!;
  doc.transact((transaction) => {
    const { left, right } = around(body, index, transaction, gen);
    const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
    new Y.Item(id, left, left && left.lastId, right, right && right.id, body, null, content(gen)).integrate(transaction, 0);
  }, "another program");
}

/** Deletes a stretch, whatever stands in it, half a surrogate pair too. */
export function deleteForeign(body: Y.Text, gen: prng.PRNG, index: number, length: number): void {
  body.doc!.transact((transaction) => {
    around(body, index, transaction, gen);
    around(body, index + length, transaction, gen);
    let at = 0;
    for (let item = body._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (at >= index && at < index + length) item.delete(transaction);
      at += item.length;
    }
  }, "another program");
}

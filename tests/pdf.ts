/** What a program finds in a PDF: the text by its tags, which are in the order of the article, and what stands around it. */
import { getDocument, OPS, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

/** An element of a page's structure, as far as it is looked at here. */
interface StructureNode {
  readonly role?: string;
  readonly lang?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

export interface ReadPdf {
  readonly title: string;
  readonly language: string | null;
  readonly isTagged: boolean;
  /** Headings, from the outline. */
  readonly outline: readonly string[];
  /** Of each page what is tagged as content. */
  readonly pages: readonly string[];
  /** Of each page what is not: running head and number. */
  readonly artifacts: readonly string[];
  /** Width and height of the first page, in points. */
  readonly paper: readonly [number, number];
  /** How many pictures each page draws. */
  readonly pictures: readonly number[];
  /** Roles of the tags of all pages. */
  readonly roles: ReadonlySet<string>;
  /** Types of its fonts, such as "Type3". */
  readonly fonts: ReadonlySet<string>;
  /** What its links lead to: an address, or "#" where that is in the document. */
  readonly links: readonly string[];
  /** Addresses of programs: actions of scripts. */
  readonly hasScripts: boolean;
}

/**
 * @param base which way its pages run
 * @param isRead which pages are read, by their number from 1 on; of the others nothing is known
 */
export async function readPdf(
  data: Uint8Array,
  base: "rtl" | "ltr" = "rtl",
  isRead: (number: number, count: number) => boolean = () => true,
): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(data), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const pages: string[] = [];
  const artifacts: string[] = [];
  const pictures: number[] = [];
  const roles = new Set<string>();
  const links: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    if (!isRead(number, pdf.numPages)) {
      pages.push("");
      continue;
    }
    const page = await pdf.getPage(number);
    const { tagged, rest } = await textOf(page, roles, base);
    pages.push(tagged);
    artifacts.push(rest);
    pictures.push((await page.getOperatorList()).fnArray.filter((operator) => operator === OPS.paintImageXObject).length);
    for (const { subtype, url } of (await page.getAnnotations()) as { subtype: string; url?: string }[])
      if (subtype === "Link") links.push(url ?? "#");
  }
  const [left = 0, bottom = 0, right = 0, top = 0] = (await pdf.getPage(1)).view;
  const { info } = await pdf.getMetadata();
  const outline = ((await pdf.getOutline()) ?? []) as { title: string; items: { title: string }[] }[];
  const mark = (await pdf.getMarkInfo()) as unknown as ReadonlyMap<string, boolean> | null;
  const raw = Buffer.from(data).toString("latin1");
  const read: ReadPdf = {
    paper: [Math.round(right - left), Math.round(top - bottom)],
    title: String((info as { Title?: unknown }).Title ?? ""),
    language: (info as { Language?: string | null }).Language ?? null,
    isTagged: mark?.get("Marked") === true,
    outline: outline.flatMap(({ title, items }) => [title, ...items.map((item) => item.title)]),
    pages,
    artifacts,
    pictures,
    roles,
    fonts: new Set([...raw.matchAll(/\/Subtype\s*\/(Type3|Type0|TrueType|Type1)\b/g)].map(([, type]) => type!)),
    links,
    hasScripts: /\/(JavaScript|JS|Launch)\b/.test(raw),
  };
  await task.destroy();
  return read;
}

/** A piece of text, and where it stands. */
interface Piece {
  readonly str: string;
  readonly dir: string;
  readonly transform: readonly number[];
}

/** Puts the marked pieces of a page in the order of its tags. */
async function textOf(page: PDFPageProxy, roles: Set<string>, base: string): Promise<{ tagged: string; rest: string }> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const byId = new Map<string, Piece[]>();
  const rest: Piece[] = [];
  const open: (string | null)[] = [];
  for (const item of items as (Piece & { type?: string; id?: string | null })[]) {
    if (item.type === "beginMarkedContentProps" || item.type === "beginMarkedContent") open.push(item.id ?? null);
    else if (item.type === "endMarkedContent") open.pop();
    else {
      const id = open.findLast((one) => one !== null);
      if (id == null) rest.push(item);
      else byId.set(id, [...(byId.get(id) ?? []), item]);
    }
  }
  const visit = (node: StructureNode): Piece[] => {
    if (node.type === "content") return byId.get(node.id!) ?? [];
    if (node.role !== undefined) roles.add(node.role);
    return (node.children ?? []).flatMap(visit);
  };
  const tree = (await page.getStructTree()) as StructureNode | null;
  return { tagged: tree ? linesOf(visit(tree), base) : "", rest: linesOf(rest, base) };
}

/** The text of pieces line by line: a line is stored as it is drawn, and is read by its directions. */
function linesOf(pieces: readonly Piece[], base: string): string {
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    const last = lines.at(-1)?.at(-1);
    if (last && Math.abs(last.transform[5]! - piece.transform[5]!) < 2) lines.at(-1)!.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => inReadingOrder(line, base)).join("\n");
}

/** Undoes what a line does to be drawn: what runs against the page is read from its other end. */
function inReadingOrder(line: readonly Piece[], base: string): string {
  const step = base === "rtl" ? -1 : 1;
  const drawn = line.toSorted((a, b) => step * (a.transform[4]! - b.transform[4]!));
  const read: string[] = [];
  for (let i = 0; i < drawn.length; i++) {
    if (!isAgainst(drawn[i]!, base)) {
      read.push(drawn[i]!.str);
      continue;
    }
    let end = i;
    for (let next = i + 1; next < drawn.length && !runsAlong(drawn[next]!, base); next++) if (isAgainst(drawn[next]!, base)) end = next;
    read.push(
      ...drawn
        .slice(i, end + 1)
        .toReversed()
        .map(({ str }) => str),
    );
    i = end;
  }
  return read.join("");
}

const isAgainst = ({ str }: Piece, base: string): boolean =>
  (base === "rtl" ? /[\p{Script=Latin}0-9]/u : /[\p{Script=Arabic}\p{Script=Hebrew}]/u).test(str);
const runsAlong = ({ str }: Piece, base: string): boolean => isAgainst({ str } as Piece, base === "rtl" ? "ltr" : "rtl");

/** What a program finds in a PDF: the text by its tags, which are in the order of the article, and what stands around it. */
import { getDocument, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

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
  /** Roles of the tags of all pages. */
  readonly roles: ReadonlySet<string>;
  /** Types of its fonts, such as "Type3". */
  readonly fonts: ReadonlySet<string>;
  /** What its links lead to: an address, or "#" where that is in the document. */
  readonly links: readonly string[];
  /** Addresses of programs: actions of scripts. */
  readonly hasScripts: boolean;
}

export async function readPdf(data: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(data), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const pages: string[] = [];
  const artifacts: string[] = [];
  const roles = new Set<string>();
  const links: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { tagged, rest } = await textOf(page, roles);
    pages.push(tagged);
    artifacts.push(rest);
    for (const { subtype, url } of (await page.getAnnotations()) as { subtype: string; url?: string }[])
      if (subtype === "Link") links.push(url ?? "#");
  }
  const { info } = await pdf.getMetadata();
  const outline = ((await pdf.getOutline()) ?? []) as { title: string; items: { title: string }[] }[];
  const mark = await pdf.getMarkInfo();
  const raw = Buffer.from(data).toString("latin1");
  const read: ReadPdf = {
    title: String((info as { Title?: unknown }).Title ?? ""),
    language: (info as { Language?: string | null }).Language ?? null,
    isTagged: mark?.["Marked"] === true,
    outline: outline.flatMap(({ title, items }) => [title, ...items.map((item) => item.title)]),
    pages,
    artifacts,
    roles,
    fonts: new Set([...raw.matchAll(/\/Subtype\s*\/(Type3|Type0|TrueType|Type1)\b/g)].map(([, type]) => type!)),
    links,
    hasScripts: /\/(JavaScript|JS|Launch)\b/.test(raw),
  };
  await task.destroy();
  return read;
}

/** Puts the marked pieces of a page in the order of its tags. */
async function textOf(page: PDFPageProxy, roles: Set<string>): Promise<{ tagged: string; rest: string }> {
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const byId = new Map<string, string>();
  const open: (string | null)[] = [];
  let rest = "";
  for (const item of items as { type?: string; id?: string | null; str?: string; hasEOL?: boolean }[]) {
    if (item.type === "beginMarkedContentProps" || item.type === "beginMarkedContent") open.push(item.id ?? null);
    else if (item.type === "endMarkedContent") open.pop();
    else if (item.str !== undefined) {
      const id = open.findLast((one) => one !== null);
      if (id == null) rest += item.str;
      else byId.set(id, (byId.get(id) ?? "") + item.str);
    }
  }
  const visit = (node: StructureNode): string => {
    if (node.type === "content") return byId.get(node.id!) ?? "";
    if (node.role !== undefined) roles.add(node.role);
    const text = (node.children ?? []).map(visit).join("");
    return /^(H\d|P|LI|Lbl|BlockQuote|Caption|Figure)$/.test(node.role ?? "") && text !== "" ? `${text}\n` : text;
  };
  const tree = (await page.getStructTree()) as StructureNode | null;
  return { tagged: tree ? visit(tree) : "", rest };
}

import { parse, type DefaultTreeAdapterMap, type Token, type TreeAdapter, type TreeAdapterTypeMap } from "parse5";
import { findElement, named, type PageElement } from "./page.ts";

type Attribute = Token.Attribute;
type Mode = ReturnType<TreeAdapter<DefaultTreeAdapterMap>["getDocumentMode"]>;

/** Elements in elements, as deep as browsers let them be. */
const DEEPEST = 512;

/** A page is nested deeper than is read. */
export class PageTooDeep extends Error {
  override readonly name = "PageTooDeep";
}

/**
 * Parses a page as browsers do (https://html.spec.whatwg.org/multipage/parsing.html), without one. Nothing in it is run or loaded.
 * @param html of which `pageRefusal` says nothing
 * @returns its `html` element
 * @throws PageTooDeep
 */
export function parsePage(html: string): PageElement {
  const page = parse<Tree>(html, { treeAdapter: new Adapter(), scriptingEnabled: false });
  checkDepth(page);
  return findElement(page, named("html"))!;
}

function checkDepth(page: ParsedNode): void {
  let depth = 0;
  for (let node: ParsedNode | null = page; node;) {
    if (node.firstChild) {
      if (++depth > DEEPEST) throw new PageTooDeep(`a page is nested more than ${DEEPEST} deep`);
      node = node.firstChild;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parent;
      depth--;
    }
    node = node?.nextSibling ?? null;
  }
}

const ELEMENT = 1;
const TEXT = 3;
const COMMENT = 8;
const DOCUMENT = 9;
const DOCUMENT_TYPE = 10;
const FRAGMENT = 11;

class Classes {
  readonly #names: ReadonlySet<string>;

  constructor(attribute: string) {
    this.#names = new Set(attribute.split(/\s+/).filter((name) => name !== ""));
  }

  contains(name: string): boolean {
    return this.#names.has(name);
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }
}

/** A node of any type. Its neighbours are linked, so that putting a node between others costs the same however many there are. */
class ParsedNode implements PageElement {
  readonly nodeType: number;
  readonly localName: string;
  readonly namespace: string;
  readonly attributes: Attribute[];
  data: string;
  parent: ParsedNode | null = null;
  firstChild: ParsedNode | null = null;
  lastChild: ParsedNode | null = null;
  nextSibling: ParsedNode | null = null;
  previousSibling: ParsedNode | null = null;
  /** Of a template, which is no part of the page. */
  content: ParsedNode | null = null;
  #classes: Classes | null = null;

  constructor(nodeType: number, { name = "", namespace = "", attributes = [] as Attribute[], data = "" } = {}) {
    this.nodeType = nodeType;
    this.localName = name;
    this.namespace = namespace;
    this.attributes = attributes;
    this.data = data;
  }

  get parentElement(): ParsedNode | null {
    return this.parent?.nodeType === ELEMENT ? this.parent : null;
  }

  get textContent(): string {
    if (this.nodeType !== ELEMENT) return this.data;
    const parts: string[] = [];
    for (let node = next(this, this); node; node = next(node, this)) if (node.nodeType === TEXT) parts.push(node.data);
    return parts.join("");
  }

  get classList(): PageElement["classList"] {
    return (this.#classes ??= new Classes(this.getAttribute("class") ?? ""));
  }

  getAttribute(name: string): string | null {
    return this.attributes.find((one) => one.name === name)?.value ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }

  /** @param before one of the children; null for behind the last */
  insert(node: ParsedNode, before: ParsedNode | null): void {
    node.detach();
    const previous = before ? before.previousSibling : this.lastChild;
    node.parent = this;
    node.previousSibling = previous;
    node.nextSibling = before;
    if (previous) previous.nextSibling = node;
    else this.firstChild = node;
    if (before) before.previousSibling = node;
    else this.lastChild = node;
  }

  detach(): void {
    const { parent, previousSibling, nextSibling } = this;
    if (!parent) return;
    if (previousSibling) previousSibling.nextSibling = nextSibling;
    else parent.firstChild = nextSibling;
    if (nextSibling) nextSibling.previousSibling = previousSibling;
    else parent.lastChild = previousSibling;
    this.parent = this.previousSibling = this.nextSibling = null;
  }
}

/** The node behind another in the order of the page; null behind the last in `root`. */
function next(node: ParsedNode, root: ParsedNode): ParsedNode | null {
  if (node.firstChild) return node.firstChild;
  for (let at: ParsedNode | null = node; at && at !== root; at = at.parent) if (at.nextSibling) return at.nextSibling;
  return null;
}

type Tree = TreeAdapterTypeMap<
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedNode
>;

/** Builds the tree that the parser asks for. */
class Adapter implements TreeAdapter<Tree> {
  #mode = "no-quirks" as Mode;

  createDocument = (): ParsedNode => new ParsedNode(DOCUMENT);
  createDocumentFragment = (): ParsedNode => new ParsedNode(FRAGMENT);
  createElement = (name: string, namespace: string, attributes: Attribute[]): ParsedNode =>
    new ParsedNode(ELEMENT, { name, namespace, attributes });
  createCommentNode = (data: string): ParsedNode => new ParsedNode(COMMENT, { data });
  createTextNode = (data: string): ParsedNode => new ParsedNode(TEXT, { data });

  appendChild = (parent: ParsedNode, node: ParsedNode): void => parent.insert(node, null);
  insertBefore = (parent: ParsedNode, node: ParsedNode, before: ParsedNode): void => parent.insert(node, before);
  detachNode = (node: ParsedNode): void => node.detach();
  insertText = (parent: ParsedNode, text: string): void => insertText(parent, text, null);
  insertTextBefore = insertText;
  adoptAttributes({ attributes }: ParsedNode, more: Attribute[]): void {
    const names = new Set(attributes.map(({ name }) => name));
    attributes.push(...more.filter(({ name }) => !names.has(name)));
  }

  setTemplateContent(template: ParsedNode, content: ParsedNode): void {
    template.content = content;
  }
  getTemplateContent = ({ content }: ParsedNode): ParsedNode => content!;
  setDocumentMode(_: ParsedNode, mode: Mode): void {
    this.#mode = mode;
  }
  getDocumentMode = (): Mode => this.#mode;
  /** What it says is known by the mode. */
  setDocumentType = (): void => undefined;

  getFirstChild = ({ firstChild }: ParsedNode): ParsedNode | null => firstChild;
  getChildNodes(parent: ParsedNode): ParsedNode[] {
    const nodes: ParsedNode[] = [];
    for (let node = parent.firstChild; node; node = node.nextSibling) nodes.push(node);
    return nodes;
  }
  getParentNode = ({ parent }: ParsedNode): ParsedNode | null => parent;
  getAttrList = ({ attributes }: ParsedNode): Attribute[] => attributes;
  getTagName = ({ localName }: ParsedNode): string => localName;
  getNamespaceURI = ({ namespace }: ParsedNode) => namespace as ReturnType<TreeAdapter<DefaultTreeAdapterMap>["getNamespaceURI"]>;
  getTextNodeContent = ({ data }: ParsedNode): string => data;
  getCommentNodeContent = ({ data }: ParsedNode): string => data;
  getDocumentTypeNodeName = (): string => "";
  getDocumentTypeNodePublicId = (): string => "";
  getDocumentTypeNodeSystemId = (): string => "";

  isTextNode = (node: ParsedNode): node is ParsedNode => node.nodeType === TEXT;
  isCommentNode = (node: ParsedNode): node is ParsedNode => node.nodeType === COMMENT;
  isDocumentTypeNode = (node: ParsedNode): node is ParsedNode => node.nodeType === DOCUMENT_TYPE;
  isElementNode = (node: ParsedNode): node is ParsedNode => node.nodeType === ELEMENT;

  getNodeSourceCodeLocation = (): null => null;
  setNodeSourceCodeLocation = (): void => undefined;
  updateNodeSourceCodeLocation = (): void => undefined;
}

function insertText(parent: ParsedNode, text: string, before: ParsedNode | null): void {
  const last = before ? before.previousSibling : parent.lastChild;
  if (last?.nodeType === TEXT) last.data += text;
  else parent.insert(new ParsedNode(TEXT, { data: text }), before);
}

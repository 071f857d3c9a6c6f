/**
 * The part of the DOM that the reader of pages uses: a browser's own nodes have it, and those of `parsePage`, which needs no browser.
 */
export interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly previousSibling: PageNode | null;
}

export interface PageText extends PageNode {
  readonly data: string;
}

export interface PageElement extends PageNode {
  /** In lower case. */
  readonly localName: string;
  readonly textContent: string;
  readonly parentElement: PageElement | null;
  readonly classList: Iterable<string> & { contains(name: string): boolean };
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

const ELEMENT = 1;
const TEXT = 3;

/** Whether a node is an element. */
export const isElement = (node: PageNode): node is PageElement => node.nodeType === ELEMENT;
/** Whether a node is a text. */
export const isText = (node: PageNode): node is PageText => node.nodeType === TEXT;

/** The nodes in a node, in order. */
export function* childrenOf(parent: PageNode): Generator<PageNode> {
  for (let node = parent.firstChild; node; node = node.nextSibling) yield node;
}

/** The elements in a node, at any depth, in the order of the page. */
export function* elementsIn(root: PageNode): Generator<PageElement> {
  const open: (PageNode | null)[] = [root.firstChild];
  while (open.length > 0) {
    const node = open.pop()!;
    if (!node) continue;
    open.push(node.nextSibling);
    if (!isElement(node)) continue;
    yield node;
    open.push(node.firstChild);
  }
}

/** The first element in a node that a test holds for. */
export function findElement(root: PageNode, test: (element: PageElement) => boolean): PageElement | null {
  for (const element of elementsIn(root)) if (test(element)) return element;
  return null;
}

/** Whether one of these names is an element's. */
export const named =
  (...names: readonly string[]) =>
  ({ localName }: PageElement): boolean =>
    names.includes(localName);

/** Whether a node is an element, or stands in it. */
export function isWithin(node: PageElement, element: PageElement): boolean {
  for (let at: PageElement | null = node; at; at = at.parentElement) if (at === element) return true;
  return false;
}

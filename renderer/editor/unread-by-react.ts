/**
 * Keeps React from reading the text. Before each commit it looks where the selection is in what has the focus, to put it back should
 * the commit lose it, and walks the text node by node for that: as long as the article is, for each change of a button or a card. It
 * does so where the property `contentEditable` of the element says "true". ProseMirror keeps its selection itself.
 * @param text the editable element; how it is edited is said by its attribute, as ever
 */
export function keepUnreadByReact(text: HTMLElement): void {
  Object.defineProperty(text, "contentEditable", { configurable: true, get: () => "inherit", set: () => undefined });
}

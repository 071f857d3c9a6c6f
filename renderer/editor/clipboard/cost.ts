/** In elements, about. A document of 500 pages costs some 100,000; a second of parsing some 500,000. */
const MOST = 1_000_000;
/** A parser that is deeper searches far for what it closes. */
const DEEP = 400;
/** Steps that are looked back for what an end tag closes. */
const LOOK_BACK = 50;

const FORMATTING = new Set(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "sub", "sup", "tt", "u"]);
const VOID = new Set([
  "area",
  "base",
  "basefont",
  "bgsound",
  "br",
  "col",
  "embed",
  "frame",
  "hr",
  "img",
  "input",
  "keygen",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);
/** Elements that end where the next one begins. */
const OPTIONAL = new Set([
  "p",
  "li",
  "dt",
  "dd",
  "tr",
  "td",
  "th",
  "tbody",
  "thead",
  "tfoot",
  "option",
  "optgroup",
  "colgroup",
  "body",
  "html",
  "head",
]);
/** Elements whose inside is no markup, until their own end. */
const RAW = new Set(["style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"]);
/** Behind these another reading of the page is possible: nothing is taken for closed any more. */
const UNSURE = new Set(["svg", "math", "script", "template", "plaintext"]);

const TAG = /<!--|<[!?]|<(\/?)([a-z][^\s/>]*)/gi;
const ATTRIBUTES = /(?:[^>"'=]+|=\s*(?:"[^"]*"|'[^']*'|(?!["']))|["'])*/y;

/**
 * Whether a browser would take long to parse a page of the clipboard (TX19). Where formatting elements are left open,
 * the HTML parser reopens all of them in each element that follows: 35 kB can become two million elements. One walk
 * over the tags estimates that beforehand; where it cannot tell whether something is open, it counts it as open. See
 * https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements.
 */
export function costsTooMuch(html: string): boolean {
  const open: string[] = [];
  const comments = new CommentEnds(html);
  let [cost, formats, depth] = [0, 0, 0];
  let raw: string | null = null;
  let sure = true;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag !== null && cost <= MOST; tag = TAG.exec(html)) {
    const name = tag[2]?.toLowerCase();
    if (name === undefined) {
      if (raw === null) TAG.lastIndex = tag[0] === "<!--" ? comments.after(tag.index) : endOf(html, ">", TAG.lastIndex);
      continue;
    }
    cost += 1 + formats + Math.max(0, depth - DEEP) / 4;
    if (raw === null) TAG.lastIndex = attributesEnd(html, TAG.lastIndex);
    if (tag[1] === "/") {
      if (raw !== null) {
        if (name === raw) raw = null;
        continue;
      }
      const at = sure ? closed(open, name) : -1;
      for (const gone of at === -1 ? [] : open.splice(at)) {
        if (FORMATTING.has(gone)) formats--;
        if (!OPTIONAL.has(gone)) depth--;
      }
    } else if (!VOID.has(name)) {
      if (raw === null && RAW.has(name)) {
        raw = name;
        continue;
      }
      if (UNSURE.has(name)) sure = false;
      open.push(name);
      if (FORMATTING.has(name)) formats++;
      if (!OPTIONAL.has(name)) depth++;
    }
  }
  return cost > MOST;
}

/** Index of the element that an end tag closes, with nothing open in it but what ends by itself; -1 when there is none. */
function closed(open: readonly string[], name: string): number {
  for (let i = open.length - 1; i >= Math.max(0, open.length - LOOK_BACK); i--) {
    if (open[i] === name) return i;
    if (!OPTIONAL.has(open[i]!)) return -1;
  }
  return -1;
}

function attributesEnd(html: string, from: number): number {
  ATTRIBUTES.lastIndex = from;
  ATTRIBUTES.exec(html);
  return ATTRIBUTES.lastIndex;
}

function endOf(html: string, sign: string, from: number): number {
  const at = html.indexOf(sign, from);
  return at === -1 ? html.length : at + sign.length;
}

/** Finds where comments end, by one walk over the page for all of them. */
class CommentEnds {
  readonly #html: string;
  readonly #next = new Map<string, number>();

  constructor(html: string) {
    this.#html = html;
  }

  /** @param start of `<!--` */
  after(start: number): number {
    // `<!-->` is a whole comment, `<!--!>` is none.
    return Math.min(this.#end("-->", start + 2), this.#end("--!>", start + 4));
  }

  #end(sign: string, from: number): number {
    const known = this.#next.get(sign);
    if (known !== undefined && known - sign.length >= from) return known;
    const end = endOf(this.#html, sign, from);
    this.#next.set(sign, end);
    return end;
  }
}

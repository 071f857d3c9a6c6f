/** How the numbers of lists are written in a language, as `Intl` and as CSS name it. */
export interface Digits {
  readonly numberingSystem: "arabext" | "arab" | "latn";
  readonly listStyle: "persian" | "arabic-indic" | "decimal";
}

const LATIN: Digits = { numberingSystem: "latn", listStyle: "decimal" };
const PERSIAN: Digits = { numberingSystem: "arabext", listStyle: "persian" };
const ARABIC: Digits = { numberingSystem: "arab", listStyle: "arabic-indic" };
const OF: Readonly<Record<string, Digits>> = { fa: PERSIAN, ur: PERSIAN, ar: ARABIC, ckb: ARABIC };

/** The digits of a list in an article of this language; a block that runs left to right has Latin ones. */
export const digitsOf = (language: string, isLtr: boolean): Digits => (isLtr ? LATIN : (OF[language] ?? LATIN));

/** The number of an item as it is drawn. */
export const listNumber = (value: number, { numberingSystem }: Digits): string =>
  value.toLocaleString("en", { numberingSystem, useGrouping: false });

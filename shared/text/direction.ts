/** Which way a text runs. */
export type Direction = "rtl" | "ltr";

const RTL_SCRIPTS = ["Arabic", "Hebrew", "Syriac", "Thaana", "Nko", "Adlam", "Hanifi_Rohingya", "Mandaic", "Samaritan", "Mende_Kikakui"];
const RTL_LETTER = new RegExp(`[${RTL_SCRIPTS.map((script) => `\\p{Script=${script}}`).join("")}]`, "u");
const LETTER = /\p{L}/gu;

/**
 * Which way a text runs by its first letter with a direction of its own (rule P2 of https://unicode.org/reports/tr9/).
 * @returns null for a text without letters: digits and signs run as what surrounds them
 */
export function detectDirection(text: string): Direction | null {
  LETTER.lastIndex = 0;
  const letter = LETTER.exec(text)?.[0];
  if (letter === undefined) return null;
  return RTL_LETTER.test(letter) ? "rtl" : "ltr";
}

/** Colours of members: told apart at a glance, and readable under white text (contrast of 4.5 and more). */
export const PALETTE = [
  "#b3261e",
  "#00639c",
  "#2e6b2e",
  "#6a3fb5",
  "#8c4a00",
  "#00696b",
  "#a8325e",
  "#3f51b5",
  "#5c6300",
  "#8e3a8e",
  "#6d4c41",
  "#455a64",
] as const;

/** The colour that the fewest of `taken` have; the earlier one on a draw. */
export function nextColor(taken: readonly string[]): string {
  const uses = (color: string): number => taken.filter((other) => other === color).length;
  return PALETTE.reduce((best, color) => (uses(color) < uses(best) ? color : best));
}

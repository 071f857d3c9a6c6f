const COLOR = /^#[0-9a-f]{3,8}$/i;
/** Of what nobody is known to have written. */
export const NOBODY = "var(--muted)";

/** A colour for a style of what a person wrote; what is no colour is drawn as nobody's. */
export const personColor = (color: string): string => (COLOR.test(color) ? color : NOBODY);

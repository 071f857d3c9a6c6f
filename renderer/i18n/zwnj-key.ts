/** The keys of the half-space (TX12), in the article and in every field. */

interface Key {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Shift+Space as on Persian keyboards, Ctrl+Shift+2 as in Word. The key may carry any character. */
export function isZwnjKey({ code, shiftKey, ctrlKey, metaKey }: Key): boolean {
  const command = ctrlKey || metaKey;
  return shiftKey && ((code === "Space" && !command) || (code === "Digit2" && command));
}

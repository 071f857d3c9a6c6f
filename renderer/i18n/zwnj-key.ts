interface Key {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Whether a key types a half-space, in the article and in every field (TX12): Shift+Space as on Persian keyboards, Ctrl+Shift+2 as in Word, whatever character the key has. */
export function isZwnjKey({ code, shiftKey, ctrlKey, metaKey }: Key): boolean {
  const command = ctrlKey || metaKey;
  return shiftKey && ((code === "Space" && !command) || (code === "Digit2" && command));
}

/** What a window may load and whom it may ask, whichever program shows it. */

/** @param core where the core answers over the network; nowhere under Electron, which hands the window a port */
export const contentPolicy = (core: "'self'" | "'none'"): string =>
  [
    "default-src 'none'",
    // WebAssembly of the interface's own: the speller (SP8). It allows no script that 'self' does not.
    "script-src 'self' 'wasm-unsafe-eval'",
    // React Aria and ProseMirror set styles on elements; scripts come from the interface alone.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    // Whoever hosts a picture learns who reads it, and when: pictures stand in the article itself (DE16).
    "img-src 'self' data: blob:",
    `connect-src ${core}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

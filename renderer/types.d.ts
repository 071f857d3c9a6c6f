declare module "*.css";

declare namespace React {
  interface InputHTMLAttributes<T> {
    /** https://wicg.github.io/entries-api/#dom-htmlinputelement-webkitdirectory, which React passes on. */
    webkitdirectory?: "";
  }
}

declare module "hunspell-wasm/wasm/hunspell.js" {
  /** Makes an instance of the WebAssembly module, as Emscripten does. */
  const createModule: (options: { readonly wasmBinary: Uint8Array }) => Promise<unknown>;
  export default createModule;
}

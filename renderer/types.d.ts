declare module "*.css";

declare module "hunspell-wasm/wasm/hunspell.js" {
  /** Makes an instance of the WebAssembly module, as Emscripten does. */
  const createModule: (options: { readonly wasmBinary: Uint8Array }) => Promise<unknown>;
  export default createModule;
}

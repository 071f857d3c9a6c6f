/** The part of bidi-js that tests use: an implementation of UAX #9 that is none of ours. */
declare module "bidi-js" {
  interface EmbeddingLevels {
    readonly levels: Uint8Array;
    readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  }
  interface Bidi {
    readonly getBidiCharTypeName: (character: string) => string;
    readonly getEmbeddingLevels: (text: string, direction?: "ltr" | "rtl" | "auto") => EmbeddingLevels;
    readonly getReorderedIndices: (text: string, levels: EmbeddingLevels) => readonly number[];
  }
  export default function bidiFactory(): Bidi;
}

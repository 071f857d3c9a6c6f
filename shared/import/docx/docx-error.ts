/** Why a document cannot be read. `code` names a message of the catalogue. */
export class DocxError extends Error {
  override readonly name = "DocxError";
  /** `package`: no document of this kind; `encrypted`: locked by a password; `huge`: more than is read; `broken`: damaged, or made to do harm. */
  readonly code: "package" | "encrypted" | "huge" | "broken";

  constructor(code: DocxError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

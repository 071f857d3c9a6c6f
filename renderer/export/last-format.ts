import { FORMATS, type Format } from "../../shared/export-formats.ts";
import { Store, type Readable } from "../store/store.ts";

/** In this browser's storage. */
const KEY = "tahrir.export-format";

let chosen: Store<Format> | null = null;

function stored(): Store<Format> {
  if (!chosen) {
    let kept: string | null = null;
    try {
      kept = localStorage.getItem(KEY);
    } catch {
      // A browser may keep nothing for anybody.
    }
    chosen = new Store<Format>(FORMATS.find((format) => format === kept) ?? "docx");
  }
  return chosen;
}

/** The format in which an article was exported last from this computer; DOCX before that (EX51). */
export const lastFormat: Readable<Format> = {
  get: () => stored().get(),
  subscribe: (listener) => stored().subscribe(listener),
};

export function rememberFormat(format: Format): void {
  stored().set(format);
  try {
    localStorage.setItem(KEY, format);
  } catch {
    // It holds for this window.
  }
}

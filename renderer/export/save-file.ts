import { fileNameOf } from "../../shared/export/file-name.ts";

/** Has the browser save a file. @param name such as a headline. @param ending without its point */
export function saveFile(content: Blob, name: string, ending: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = `${fileNameOf(name)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

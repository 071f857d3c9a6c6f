import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { ImportError, LARGEST_DOCUMENT, LARGEST_TEXT } from "../../../shared/import/file.ts";
import { importFile, type ReadableFile } from "./import-file.ts";

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name);

async function code(file: ReadableFile): Promise<string> {
  const error: unknown = await importFile(file).catch((error: unknown) => error);
  return error instanceof ImportError ? error.code : `no ImportError: ${String(error)}`;
}

test("TX15: a text file fills an article, its first line the headline", async () => {
  const doc = new Y.Doc();
  const { rooms } = await importFile(file("seed.txt", "پل نو باز شد\n\nنخستین بند می‌رود.\n\nبند دوم.\n"));
  Y.applyUpdate(doc, rooms.body);
  expect(bodyOf(doc).toString()).toBe("پل نو باز شد\nنخستین بند می‌رود.\nبند دوم.");
});

test("TX14: a file that cannot become an article says why", async () => {
  expect(await code(file("report.doc", "PK"))).toBe("kind");
  const size = LARGEST_DOCUMENT * 1024 * 1024 + 1;
  expect(await code({ name: "report.docx", size, arrayBuffer: async () => new ArrayBuffer(0) })).toBe("large");
  expect(await code(file("empty.txt", " \n\n"))).toBe("empty");
  expect(await code(file("picture.txt", new Uint8Array([0x89, 0x50, 0, 0])))).toBe("binary");
  expect(await code({ name: "book.md", size: LARGEST_TEXT * 1024 * 1024 + 1, arrayBuffer: async () => new ArrayBuffer(0) })).toBe("large");
  const gone: ReadableFile = { name: "gone.txt", size: 3, arrayBuffer: () => Promise.reject(new DOMException("moved", "NotFoundError")) };
  expect(await code(gone)).toBe("unreadable");
});

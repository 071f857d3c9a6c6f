import { expect, test } from "vitest";
import { ImportError } from "../../../shared/import/imported-file.ts";
import { importFile, type ReadableFile } from "./import-file.ts";

async function code(file: ReadableFile): Promise<string> {
  const error: unknown = await importFile(file).catch((error: unknown) => error);
  return error instanceof ImportError ? error.code : `no ImportError: ${String(error)}`;
}

const arrayBuffer = () => Promise.reject(new Error("it was loaded"));

test("TX14: a file that is not read says why, before any of it is loaded", async () => {
  expect(await code({ name: "report.doc", size: 2, arrayBuffer })).toBe("office");
  expect(await code({ name: "report.docx", size: 64 * 1024 * 1024 + 1, arrayBuffer })).toBe("large");
  expect(await code({ name: "page.html", size: 32 * 1024 * 1024 + 1, arrayBuffer })).toBe("large");
  expect(await code({ name: "book.md", size: 8 * 1024 * 1024 + 1, arrayBuffer })).toBe("large");
  const gone: ReadableFile = { name: "gone.txt", size: 3, arrayBuffer: () => Promise.reject(new DOMException("moved", "NotFoundError")) };
  expect(await code(gone)).toBe("unreadable");
});

import { expect, test } from "vitest";
import { NotTextError, readText } from "./read-text.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

test("TX13: a file is read as UTF-8, with its joiners and without its byte order mark", () => {
  expect(readText(utf8("می‌رود"), TextDecoder)).toBe("می‌رود");
  expect(readText(utf8("\uFEFFمی‌رود"), TextDecoder)).toBe("می‌رود");
  expect(readText(new Uint8Array(), TextDecoder)).toBe("");
});

test("TX13: a byte order mark tells UTF-16", () => {
  expect(readText(new Uint8Array([0xff, 0xfe, 0x33, 0x06]), TextDecoder)).toBe("س");
  expect(readText(new Uint8Array([0xfe, 0xff, 0x06, 0x33]), TextDecoder)).toBe("س");
});

test("TX13: a file that is not UTF-8 is read as windows-1256", () => {
  // «سلام» and «پ», ZWNJ, «ک» in windows-1256.
  expect(readText(new Uint8Array([0xd3, 0xe1, 0xc7, 0xe3]), TextDecoder)).toBe("سلام");
  expect(readText(new Uint8Array([0x81, 0x9d, 0x98]), TextDecoder)).toBe("پ\u200Cک");
});

test("TX14: a binary file is refused", () => {
  expect(() => readText(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), TextDecoder)).toThrow(NotTextError);
});

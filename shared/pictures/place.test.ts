import { expect, test } from "vitest";
import { saysPlace } from "./place.ts";

/** TIFF's header and first directory, with these tags. */
function tiff(tags: readonly number[], isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(10 + 12 * tags.length + 4);
  const write = (value: number, at: number) => (isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at));
  bytes.write(isLittle ? "II" : "MM", 0, "latin1");
  write(42, 2);
  if (isLittle) bytes.writeUInt32LE(8, 4);
  else bytes.writeUInt32BE(8, 4);
  write(tags.length, 8);
  tags.forEach((tag, i) => write(tag, 10 + 12 * i));
  return bytes;
}
const GPS = 0x8825;
const HEAD = Buffer.from("ffd8ffe1ffff", "hex");

test.each([
  ["a JPEG", Buffer.concat([HEAD, Buffer.from("Exif\0\0", "latin1"), tiff([0x112, GPS], true)])],
  ["a JPEG of the other byte order", Buffer.concat([HEAD, Buffer.from("Exif\0\0", "latin1"), tiff([GPS], false)])],
  ["a PNG", Buffer.concat([Buffer.from("PNG…eXIf"), tiff([GPS], false)])],
  ["a WebP", Buffer.concat([Buffer.from("RIFF…EXIF\0\0\0\0"), tiff([GPS], true)])],
])("PI21: that the file of %s says where it was taken is seen", (_name, bytes) => {
  expect(saysPlace(bytes)).toBe(true);
  for (let cut = 0; cut < bytes.length; cut++) expect(() => saysPlace(bytes.subarray(0, cut))).not.toThrow();
});

test.each([
  ["says how it is turned alone", Buffer.concat([HEAD, Buffer.from("Exif\0\0", "latin1"), tiff([0x112], true)])],
  ["says nothing", HEAD],
  ["is empty", Buffer.alloc(0)],
  ["has only the word", Buffer.from("Exif Exif EXIF eXIf")],
  ["counts more than it has", Buffer.concat([Buffer.from("Exif\0\0II*\0\x08\0\0\0\xff\xff", "latin1"), Buffer.alloc(40)])],
])("PI21: a file that %s says no place", (_name, bytes) => {
  expect(saysPlace(bytes)).toBe(false);
});

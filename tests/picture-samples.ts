/** Small pictures, whose first bytes say what they should. */
import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** One that a browser draws, of one pixel, which says another size where another is asked for. */
export function png(width = 1, height = 1): Buffer {
  const bytes = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

export function gif(width: number, height: number): Buffer {
  const bytes = Buffer.from("47494638396100000000000000", "hex");
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

export function jpeg(width: number, height: number): Buffer {
  const bytes = Buffer.from("ffd8ffe000040000ffffc20011080000000003ff", "hex");
  bytes.writeUInt16BE(height, 14);
  bytes.writeUInt16BE(width, 16);
  return bytes;
}

/** Bytes of a file in which what it says of itself is looked for. */
const HEAD = 1024 * 1024;
/** Before Exif data: in JPEG, in PNG, in WebP. HEIF's boxes, as AVIF has them, name it like JPEG. */
const STARTS = ["Exif\0\0", "eXIf", "EXIF"].map((name) => Array.from(name, (char) => char.codePointAt(0)));
/** TIFF's tag of the directory that says where a picture was taken. */
const GPS = 0x8825;
const MOST_ENTRIES = 1000;

/** Whether a picture's file says where it was taken, in its Exif data. */
export function saysPlace(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, HEAD);
  for (let at = 0; at < head.length - 8; at++) {
    // E or e, without which none of them begins.
    if ((head[at]! | 0x20) !== 0x65) continue;
    const start = STARTS.find((name) => name.every((byte, i) => head[at + i] === byte));
    if (start === undefined) continue;
    for (const from of [at + start.length, at + start.length + 4]) if (hasDirectory(head.subarray(from))) return true;
  }
  return false;
}

/** Whether TIFF's first directory names one of places. */
function hasDirectory(tiff: Uint8Array): boolean {
  if (tiff.length < 14) return false;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return false;
  const isLittle = order === 0x4949;
  const first = view.getUint32(4, isLittle);
  if (view.getUint16(2, isLittle) !== 42 || first + 2 > tiff.length) return false;
  const count = Math.min(MOST_ENTRIES, view.getUint16(first, isLittle));
  for (let i = 0; i < count; i++) {
    const entry = first + 2 + 12 * i;
    if (entry + 12 > tiff.length) return false;
    if (view.getUint16(entry, isLittle) === GPS) return true;
  }
  return false;
}

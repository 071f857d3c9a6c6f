/** Types of pictures that an article may hold. */
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"] as const;
/** Types of files of which such a picture is made. */
export const OFFERED_TYPES = [...PICTURE_TYPES, "image/svg+xml"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export interface Picture {
  readonly type: PictureType;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Bytes of the largest picture that is stored. */
export const LARGEST_STORED = 4 * 1024 * 1024;

/** Pixels of the largest picture that is drawn. */
const MOST_PIXELS = 60_000_000;

/** Whether a picture has more pixels than may be drawn: some kB can be a billion pixels, which take four bytes each. */
export const isBomb = ({ width, height }: Picture): boolean => width * height > MOST_PIXELS;

/** @returns null for what is no picture that an article may hold */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { type, size } = READERS.find(({ fits }) => fits(bytes)) ?? {};
    const [width, height] = size?.(view, bytes) ?? [0, 0];
    return type && width > 0 && height > 0 ? { type, width, height } : null;
  } catch (error) {
    // Its header says more than there is.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Size = readonly [width: number, height: number];

interface Reader {
  readonly type: PictureType;
  readonly fits: (bytes: Uint8Array) => boolean;
  readonly size: (view: DataView, bytes: Uint8Array) => Size | null;
}

const textAt = (bytes: Uint8Array, at: number, length: number): string => String.fromCodePoint(...bytes.subarray(at, at + length));

const READERS: readonly Reader[] = [
  {
    type: "image/png",
    fits: (bytes) => textAt(bytes, 0, 8) === "\u0089PNG\r\n\u001A\n" && textAt(bytes, 12, 4) === "IHDR",
    size: (view) => [view.getUint32(16), view.getUint32(20)],
  },
  {
    type: "image/gif",
    fits: (bytes) => /^GIF8[79]a$/.test(textAt(bytes, 0, 6)),
    size: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  },
  { type: "image/jpeg", fits: (bytes) => textAt(bytes, 0, 3) === "\u00FF\u00D8\u00FF", size: sizeOfJpeg },
  { type: "image/webp", fits: (bytes) => textAt(bytes, 0, 4) === "RIFF" && textAt(bytes, 8, 4) === "WEBP", size: sizeOfWebp },
  { type: "image/avif", fits: (bytes) => textAt(bytes, 4, 4) === "ftyp" && /avif|avis/.test(textAt(bytes, 8, 32)), size: sizeOfAvif },
];

/** In the first frame header, behind segments of any length. */
function sizeOfJpeg(view: DataView): Size | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

function sizeOfWebp(view: DataView, bytes: Uint8Array): Size | null {
  switch (textAt(bytes, 12, 4)) {
    case "VP8X":
      return [1 + view.getUint16(24, true) + (view.getUint8(26) << 16), 1 + view.getUint16(27, true) + (view.getUint8(29) << 16)];
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
    }
    case "VP8 ":
      return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    default:
      return null;
  }
}

/** The largest of the sizes that its properties name: of the picture, of its tiles, of its alpha plane. */
function sizeOfAvif(view: DataView, bytes: Uint8Array): Size | null {
  let largest: Size | null = null;
  for (let at = 8; at < Math.min(bytes.length - 16, 65_536); at++) {
    if (bytes[at] !== 0x69 || textAt(bytes, at, 4) !== "ispe") continue;
    const size: Size = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}

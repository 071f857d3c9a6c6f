/** Entry point: addresses of pictures, which the desk fetches when a person agrees. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSocketServer, type AddressInfo } from "node:net";
import { deflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fetchPicture, isPublic } from "../../main/core/library/fetch-picture.ts";
import { contentPolicy } from "../../main/interface/policy.ts";
import { isBomb, pictureOf } from "../../shared/pictures/picture.ts";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** A server on this computer, which an attacker wants to be asked; it counts who asked. */
let server: Server;
let asked: IncomingMessage[];
let answer: RequestListener;
let port: number;

beforeEach(async () => {
  asked = [];
  answer = (_request, response) => response.end(PNG);
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

/** As if this computer were a host of the internet, and nothing else of it. */
const outside = { mayReach: (address: string) => address === "127.0.0.1" };
const codeOf = (asking: Promise<unknown>): Promise<unknown> =>
  asking.then(
    () => "fetched",
    (error: unknown) => (error as { code: unknown }).code,
  );

describe("DE16: nothing but the public internet is asked", () => {
  test.each([
    ["this computer by its number", () => `http://127.0.0.1:${port}/a.png`],
    ["this computer by its name", () => `http://localhost:${port}/a.png`],
    ["this computer by one number", () => `http://2130706433:${port}/a.png`],
    ["this computer in hexadecimal and octal", () => `http://0x7f.0.0.01:${port}/a.png`],
    ["this computer in short", () => `http://127.1:${port}/a.png`],
    ["nothing, which is this computer", () => `http://0:${port}/a.png`],
    ["this computer in IPv6", () => `http://[::1]:${port}/a.png`],
    ["this computer in IPv6 around IPv4", () => `http://[::ffff:127.0.0.1]:${port}/a.png`],
    ["this computer in full-width digits", () => `http://１２７.０.０.１:${port}/a.png`],
    ["a neighbour", () => "http://192.168.1.1/a.png"],
    ["the office", () => "https://10.0.0.1/a.png"],
    ["the secrets of a cloud", () => "http://169.254.169.254/latest/meta-data"],
    ["a neighbour in IPv6", () => "http://[fe80::1]/a.png"],
    ["the office in IPv6", () => "http://[fd00::1]/a.png"],
    ["the office through a translator", () => "http://[64:ff9b::10.0.0.1]/a.png"],
    ["a file", () => "file:///etc/passwd"],
    ["data", () => `data:image/png;base64,${PNG.toString("base64")}`],
    ["another protocol", () => `ftp://127.0.0.1:${port}/a.png`],
    ["a script", () => "javascript:alert(1)"],
    ["an address with a password", () => "https://user:password@a.example/a.png"],
    ["no address", () => "a.png"],
  ])("an attacker who names %s is refused", async (_name, address) => {
    expect(await codeOf(fetchPicture(address()))).toBe("picture-address");
    expect(asked).toHaveLength(0);
  });

  test.each([
    ["to this computer in IPv6", () => `http://[::1]:${port}/b.png`],
    ["to the secrets of a cloud", () => "http://169.254.169.254/latest"],
    ["to a name that leads to this computer in another way", () => "http://0.0.0.0/b.png"],
    ["to a file", () => "file:///etc/passwd"],
    ["with a password", () => `http://a:b@127.0.0.1:${port}/`],
  ])("an attacker who redirects %s is refused", async (_name, location) => {
    answer = (_request, response) => response.writeHead(302, { location: location() }).end();
    expect(await codeOf(fetchPicture(`http://127.0.0.1:${port}/a.png`, outside))).toBe("picture-address");
    expect(asked).toHaveLength(1);
  });

  test("an attacker whose name leads elsewhere when it is connected to is found out by the connection", async () => {
    let checks = 0;
    // Allowed when it is looked up, forbidden as the address of the connection.
    const changing = { mayReach: () => checks++ === 0 };
    expect(await codeOf(fetchPicture(`http://127.0.0.1:${port}/a.png`, changing))).toBe("picture-address");
    expect(checks).toBe(2);
  });

  test.each([
    ["8.8.8.8", true],
    ["2606:4700::1", true],
    ["127.0.0.1", false],
    ["::ffff:10.0.0.1", false],
    ["2002:7f00:1::", false],
    ["2001::1", false],
    ["::", false],
    ["fe80::1%eth0", false],
    ["255.255.255.255", false],
    ["x", false],
  ])("%s is public: %s", (address, expected) => {
    expect(isPublic(address)).toBe(expected);
  });
});

/** @param within milliseconds; long where something else is to end it, however busy the computer is */
const fetched = (within = 60_000) => codeOf(fetchPicture(`http://127.0.0.1:${port}/a.png`, { ...outside, within }));

describe("DE17: what comes is bounded, and is what its bytes say", () => {
  test("a picture comes as it is, and nothing is told but that somebody asks", async () => {
    answer = (request, response) =>
      request.url === "/a.png"
        ? response.writeHead(301, { location: "/b.png", "set-cookie": "a=b" }).end()
        : response.writeHead(200, { "content-type": "text/html" }).end(PNG);
    expect(await fetchPicture(`http://127.0.0.1:${port}/a.png`, outside)).toEqual({
      type: "image/png",
      bytes: PNG,
    });
    expect(asked.map(({ headers }) => [headers.cookie, headers.referer, headers.origin, headers["accept-language"]])).toEqual([
      [undefined, undefined, undefined, undefined],
      [undefined, undefined, undefined, undefined],
    ]);
  });

  test.each<[string, RequestListener]>([
    ["says nothing", () => undefined],
    [
      "says a byte at a time",
      (_request, response) => {
        response.writeHead(200).write(PNG.subarray(0, 20));
        const drip = setInterval(() => response.write("x"), 50);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("an attacker who %s is let go in time", async (_name, listener) => {
    answer = listener;
    expect(await fetched(1000)).toBe("picture-unreachable");
  });

  test.each<[string, RequestListener, string]>([
    ["redirects for ever", (_request, response) => response.writeHead(302, { location: "/a.png" }).end(), "picture-unreachable"],
    [
      "breaks off",
      (_request, response) => {
        response.writeHead(200, { "content-length": 1000 }).write(PNG);
        response.destroy();
      },
      "picture-unreachable",
    ],
    ["promises a gigabyte", (_request, response) => response.writeHead(200, { "content-length": 2 ** 30 }).write("x"), "picture-too-large"],
    [
      "sends without end",
      (_request, response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(2 ** 20)));
        };
        response.on("drain", more);
        more();
      },
      "picture-too-large",
    ],
    [
      "sends what unpacks to a gigabyte",
      (_request, response) => response.writeHead(200, { "content-encoding": "deflate" }).end(deflateSync(Buffer.alloc(2 ** 24))),
      "picture-type",
    ],
    [
      "calls a page a picture",
      (_request, response) => response.writeHead(200, { "content-type": "image/png" }).end("<script>alert(1)</script>"),
      "picture-type",
    ],
    [
      "sends a drawing with a script in it",
      (_request, response) =>
        response.writeHead(200, { "content-type": "image/svg+xml" }).end(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`),
      "picture-type",
    ],
    ["answers that there is none", (_request, response) => response.writeHead(404).end(PNG), "picture-unreachable"],
    [
      "sends a picture of four billion pixels in 70 bytes",
      (_request, response) => response.end(sized(65_535, 65_535)),
      "picture-too-large",
    ],
  ])("an attacker who %s is let go", async (_name, listener, code) => {
    answer = listener;
    expect(await fetched()).toBe(code);
  });

  test("an attacker who does not speak HTTP is let go", async () => {
    const raw = createSocketServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("SSH-2.0\r\n");
    });
    await new Promise<void>((resolve) => void raw.listen(0, "127.0.0.1", resolve));
    expect(await codeOf(fetchPicture(`http://127.0.0.1:${(raw.address() as AddressInfo).port}/`, outside))).toBe("picture-unreachable");
    raw.close();
  });
});

/** A picture that says it is of another size. */
function sized(width: number, height: number): Buffer {
  const png = Buffer.from(PNG);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

test("DE17: the size of each type is read before anything is drawn, and bytes that are cut anywhere are no picture", () => {
  const known: readonly [string, Uint8Array][] = [
    ["image/png 1×1", PNG],
    ["image/gif 3×2", bytes("474946383961 0300 0200 00")],
    ["image/jpeg 3×2", bytes("ffd8 ffe0 0004 0000 ffff c2 0011 08 0002 0003 03")],
    ["image/webp 3×2", bytes("52494646 00000000 57454250 56503858 0a000000 00000000 020000 010000")],
    ["image/webp 3×2", bytes("52494646 00000000 57454250 5650384c 00000000 2f 02400000")],
    ["image/webp 3×2", bytes("52494646 00000000 57454250 56503820 00000000 000000 9d012a 0300 0200")],
    ["image/avif 3×2", bytes("0000001c 66747970 61766966 00000000 00000014 69737065 00000000 00000003 00000002 00000000 00000000")],
  ];
  for (const [said, picture] of known) {
    const read = pictureOf(picture);
    expect(read && `${read.type} ${read.width}×${read.height}`).toBe(said);
    for (let cut = 0; cut < picture.length - 1; cut++) expect(() => pictureOf(picture.subarray(0, cut))).not.toThrow();
  }
  expect(isBomb(pictureOf(sized(40_000, 40_000))!)).toBe(true);
  expect(isBomb(pictureOf(sized(6000, 4000))!)).toBe(false);
});

test("DE16: the page itself may load no picture from elsewhere", () => {
  expect(contentPolicy("'self'")).toContain("img-src 'self' data: blob:;");
  expect(contentPolicy("'none'")).not.toMatch(/img-src[^;]*http/);
});

import type { IncomingMessage } from "node:http";
import { articleIdSchema } from "../../shared/wire/feed.ts";
import { PictureNotStored } from "../../shared/picture-store/picture-store.ts";
import { LARGEST_STORED } from "../../shared/pictures/picture.ts";
import { picturePath } from "../../shared/relay-api/pictures.ts";
import { sha256Schema } from "../../shared/relay-api/values.ts";
import { writeTransaction } from "../../shared/store/transaction.ts";
import { ApiError } from "../errors.ts";
import { json, readValue, type Route } from "./handler.ts";
import type { ApiDeps } from "./api-deps.ts";
import { PartialPictures, readPiece } from "./partial-pictures.ts";

const PATH = new RegExp(`^${picturePath("(?<sha256>[^/]+)")}$`);

/** Pictures that are being received at once: of one member, and of all. Each takes up to `LARGEST_STORED` bytes of memory. */
const MOST_OF_MEMBER = 4;
const MOST_OF_ALL = 32;

/**
 * A picture is shown as what its first bytes say or not at all, runs nothing, even if somebody opens it by its address, and never
 * changes (PI12).
 */
const AS_PICTURE = {
  "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "Content-Disposition": "attachment",
  "Cache-Control": "private, max-age=31536000, immutable",
  Vary: "Authorization",
} as const;

/** The routes of pictures: whoever may write an article puts them, whoever may enter one that has a picture gets it (PI10–PI13). */
export function pictureRoutes(deps: ApiDeps): Route[] {
  const { api, db, authenticator, newsroom, permissions, articles, pictures, articlePictures, quotas, log } = deps;
  const receiving = new Map<string, number>();
  const partial = new PartialPictures();
  const received = async (member: string, request: IncomingMessage): Promise<Buffer> => {
    const own = receiving.get(member) ?? 0;
    const all = [...receiving.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MOST_OF_MEMBER || all >= MOST_OF_ALL)
      throw new ApiError(429, "too-much", "too many pictures at once: wait 1 s", { "Retry-After": "1" }, { seconds: 1 });
    receiving.set(member, own + 1);
    try {
      return await readBytes(request);
    } finally {
      const left = receiving.get(member)! - 1;
      if (left > 0) receiving.set(member, left);
      else receiving.delete(member);
    }
  };
  const store = (article: string, sha256: string, bytes: Buffer): void => {
    try {
      writeTransaction(db, () => {
        articlePictures.add(article, sha256);
        pictures.put(bytes, sha256);
      });
    } catch (error) {
      throw error instanceof PictureNotStored ? refusalOf(error) : error;
    }
  };
  const mayHave = (member: string, sha256: string): boolean =>
    articlePictures.articlesOf(sha256).some((article) => newsroom.access.roleOf(member, article) !== null);
  return [
    api.route("missingPictures", async ({ caller: { member }, params: { article }, body }) => {
      articles.checkHas(article);
      permissions.write(member, article);
      return { missing: (await body()).blobs.filter((sha256) => !articlePictures.has(article, sha256)) };
    }),
    {
      method: "PUT",
      path: PATH,
      handle: async ({ request, url, params }) => {
        const { member } = authenticator.authenticate(request);
        const sha256 = readValue(sha256Schema, params["sha256"]);
        const article = readValue(articleIdSchema, url.searchParams.get("article"));
        articles.checkHas(article);
        permissions.write(member, article);
        const range = request.headers["content-range"];
        const piece = range === undefined ? null : readPiece(range);
        if (piece?.start === null) {
          quotas.take(member.id, "pictureRead");
          return json({ received: partial.received(member.id, sha256, piece.total) });
        }
        // Of a picture that comes in pieces the first is charged as the picture.
        quotas.take(member.id, piece !== null && piece.start > 0 ? "pictureRead" : "picture");
        const came = await received(member.id, request);
        // While it came, the article may have gone, and the role.
        articles.checkHas(article);
        permissions.write(member, article);
        if (piece && came.length !== piece.length) throw new ApiError(400, "bad-request", "other bytes than were announced");
        const bytes = piece ? partial.add(member.id, sha256, piece, came) : came;
        if (bytes === null) return json({ received: partial.received(member.id, sha256, piece!.total) });
        store(article, sha256, bytes);
        log.debug("picture-stored", { article, by: member.id, bytes: bytes.length });
        return json({ sha256 });
      },
    },
    {
      method: "GET",
      path: PATH,
      handle: ({ request, params }) => {
        const { member } = authenticator.authenticate(request);
        const sha256 = readValue(sha256Schema, params["sha256"]);
        quotas.take(member.id, "pictureRead");
        const found = mayHave(member.id, sha256) ? pictures.get(sha256) : null;
        // Whether there is one that somebody else may have is nobody's business.
        if (!found) throw new ApiError(404, "picture-unknown", `there is no picture ${sha256}`);
        return { status: 200, type: found.reference.type, body: found.bytes, headers: AS_PICTURE };
      },
    },
  ];
}

function refusalOf({ reason, message }: PictureNotStored): ApiError {
  if (reason === "picture-too-large") return new ApiError(413, reason, message);
  if (reason === "picture-type") return new ApiError(415, reason, message);
  if (reason === "full") return new ApiError(507, "pictures-full", "the newsroom's pictures take as much space as they may");
  return new ApiError(400, "picture-other", "the bytes have another SHA-256");
}

const tooLarge = (): ApiError => new ApiError(413, "picture-too-large", `a picture may have ${LARGEST_STORED} bytes`);

/** @throws ApiError picture-too-large as soon as more has come, or is announced, than a picture may have */
async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_STORED) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_STORED) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

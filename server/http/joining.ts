/** The HTTP API for who holds an invitation: what it leads to, and its use. Rules RE1, DE21, ID4. */
import { z } from "zod";
import { clientAddress } from "./address.ts";
import { ApiError } from "../errors.ts";
import { json, readBody, type Route } from "./http.ts";
import type { ApiDeps } from "./routes.ts";
import { nameSchema } from "./schemas.ts";

const look = z.object({ code: z.string().min(1).max(200) });
const join = look.extend({ device: nameSchema });

export function joiningRoutes({ newsroom, guesses, trustProxy, log }: ApiDeps): Route[] {
  /** Reads a code and does what it is sent for; a wrong one counts as a guess of that network. */
  const withCode = <Body extends z.infer<typeof look>>(path: RegExp, schema: z.ZodType<Body>, work: (body: Body, address: string) => unknown): Route => ({
    method: "POST",
    path,
    async handle({ request }) {
      const address = clientAddress(request, trustProxy);
      guesses.admit(address);
      const body = await readBody(request, schema);
      try {
        return json(work(body, address));
      } catch (error) {
        if (error instanceof ApiError) {
          if (error.code === "invitation-unknown") guesses.recordWrong(address, body.code);
          log.info("join-refused", { reason: error.code, address });
        }
        throw error;
      }
    },
  });

  return [
    withCode(/^\/api\/invitations\/look$/, look, ({ code }) => newsroom.look(code)),
    withCode(/^\/api\/join$/, join, ({ code, device }, address) => {
      const joined = newsroom.join(code, device);
      log.info("joined", { member: joined.member.id, role: joined.member.role, address });
      return joined;
    }),
  ];
}

import { ApiError } from "../errors.ts";
import { clientAddress } from "./address.ts";
import type { ApiCall } from "./api-route.ts";
import type { Route } from "./handler.ts";
import type { ApiDeps } from "./api-deps.ts";

/** The routes for who holds an invitation: what it leads to, and its use (RE1, DE21, ID4). */
export function joiningRoutes({ api, newsroom, guesses, trustProxy, log }: ApiDeps): Route[] {
  /** Reads a body with a code and does what it is sent for; a wrong code counts as a guess of that network. */
  const withCode = async <Body extends { readonly code: string }, Result>(
    { request, body: read }: Pick<ApiCall<"lookAtInvitation">, "request"> & { readonly body: () => Promise<Body> },
    work: (body: Body, address: string) => Result,
  ): Promise<Result> => {
    const address = clientAddress(request, trustProxy);
    guesses.admit(address);
    const body = await read();
    try {
      return work(body, address);
    } catch (error) {
      if (error instanceof ApiError) {
        if (error.code === "invitation-unknown") guesses.recordWrong(address, body.code);
        log.info("join-refused", { reason: error.code, address });
      }
      throw error;
    }
  };

  return [
    api.route("lookAtInvitation", (call) => withCode(call, ({ code }) => newsroom.look(code))),
    api.route("join", (call) =>
      withCode(call, ({ code, device }, address) => {
        const joined = newsroom.join(code, device);
        log.info("joined", { member: joined.member.id, role: joined.member.role, address });
        return joined;
      }),
    ),
  ];
}

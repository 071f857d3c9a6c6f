import { RpcError } from "../../../shared/rpc/error.ts";

/**
 * An invitation's address, read: `https://relay/join#code`. The code stands in the fragment, which browsers do not send, so that no
 * server on the way logs it.
 */
export interface Invitation {
  /** Base address of the relay. */
  readonly relay: string;
  readonly code: string;
}

/** Names of this computer, to which nobody listens in between. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads what a person pasted.
 * @throws RpcError invitation-malformed for what is no invitation, invitation-insecure for one to a relay without TLS elsewhere
 */
export function readInvitation(text: string): Invitation {
  const url = URL.parse(text.trim());
  const base =
    url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === ""
      ? /^(.*)\/join\/?$/.exec(url.pathname)?.[1]
      : undefined;
  const code = url?.hash.slice(1) ?? "";
  if (!url || base === undefined || code === "" || code.length > 200)
    throw new RpcError("invitation-malformed", `no invitation: ${text.slice(0, 100)}`);
  if (url.protocol !== "https:" && !LOOPBACK.test(url.hostname))
    throw new RpcError("invitation-insecure", `${url.host} is asked for without TLS`);
  return { relay: url.origin + base, code };
}

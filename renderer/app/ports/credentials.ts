const NAME = "tahrir.secret";
const SIBLINGS = "tahrir.windows";
/** How long another tab may take to answer, in milliseconds. */
const SIBLING_TIMEOUT = 300;

interface Ask {
  readonly ask: string;
}

interface Handed {
  readonly to: string;
  readonly secret: string;
}

let key: string | null = null;

/** Takes the key out of the address, where nothing of it stays. Call first of all. */
export function takeKey(): void {
  const address = new URL(location.href);
  key = address.searchParams.get("key");
  if (key === null) return;
  address.searchParams.delete("key");
  history.replaceState(null, "", address);
}

/**
 * What this tab shows its core on loopback to be let in (RP5): the secret in its session storage, which belongs to this tab and this
 * port alone, else the key of the link that opened it, else a secret that another tab of this desk hands over. In the order in
 * which to try them: ask for the next when the core refused one.
 */
export async function* credentials(): AsyncGenerator<string, void, undefined> {
  const secret = sessionStorage.getItem(NAME);
  if (secret !== null) yield `secret.${secret}`;
  if (key !== null) {
    yield `key.${key}`;
    key = null;
  }
  const handed = await askSiblings();
  if (handed !== null) yield `secret.${handed}`;
}

/** Keeps the secret that the core gave this tab. */
export function storeSecret(secret: string): void {
  sessionStorage.setItem(NAME, secret);
}

/** Lets tabs in that were opened by address alone: they enter as a copy of this one does, and get a secret of their own. */
export function answerSiblings(): void {
  const channel = new BroadcastChannel(SIBLINGS);
  channel.addEventListener("message", ({ data }: MessageEvent<Ask | Handed>) => {
    const secret = sessionStorage.getItem(NAME);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has this origin alone
    if ("ask" in data && secret !== null) channel.postMessage({ to: data.ask, secret } satisfies Handed);
  });
}

function askSiblings(): Promise<string | null> {
  const channel = new BroadcastChannel(SIBLINGS);
  const ask = crypto.randomUUID();
  return new Promise((resolve) => {
    const settle = (secret: string | null): void => {
      channel.close();
      resolve(secret);
    };
    channel.addEventListener("message", ({ data }: MessageEvent<Ask | Handed>) => {
      if ("to" in data && data.to === ask) settle(data.secret);
    });
    setTimeout(() => settle(null), SIBLING_TIMEOUT);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has this origin alone
    channel.postMessage({ ask } satisfies Ask);
  });
}

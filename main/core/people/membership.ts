import { hostname } from "node:os";
import { mayWrite, type Member } from "../../../shared/roles.ts";
import type { InvitationOffer, Session, ShareChoice } from "../../../shared/rpc/contract.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import { NOBODY, saveIdentity, type Identity, type SecretStore } from "./identity.ts";
import { readInvitation, type Invitation } from "./invitation.ts";
import type { Library } from "../library/library.ts";
import type { Network } from "../library/network.ts";
import type { Privacy } from "../library/privacy.ts";
import { RelayClient } from "../relay-client.ts";

export interface MembershipDeps {
  readonly library: Library;
  readonly privacy: Privacy;
  readonly network: Network;
  /** Called when `session` has changed. */
  readonly onSession: () => void;
  /** Called with an article that may have become private or shared. */
  readonly onPrivacy: (article: string) => void;
}

/**
 * Who this desk is at which relay: its member and device token, how it becomes one by an invitation, and whether the relay still
 * knows it. Rules DE12, DE15, DE21–DE23.
 */
export class Membership {
  readonly #secrets: SecretStore;
  readonly #deps: MembershipDeps;
  #identity: Identity | null;
  #relay: string | null = null;
  #invitation: string | null = null;
  /** The relay no longer knows this desk's token. */
  #signedOut = false;
  #closed = false;

  /** @param identity as `loadIdentity` read it from `secrets`; null for a desk that has joined no newsroom */
  constructor(secrets: SecretStore, identity: Identity | null, deps: MembershipDeps) {
    this.#secrets = secrets;
    this.#identity = identity;
    this.#deps = deps;
  }

  /** This desk's member; `NOBODY` until it joins a newsroom. */
  get member(): Member {
    return this.#identity?.member ?? NOBODY;
  }

  /** IDs of members that this desk was before, at the same relay. */
  get formerly(): readonly string[] {
    return this.#identity?.formerly ?? [];
  }

  /** Whether this desk is a member of a newsroom. */
  get joined(): boolean {
    return this.#identity !== null;
  }

  /** The relay as this desk may ask it; null while it is offline by choice, has joined no newsroom, or is closed. */
  get client(): RelayClient | null {
    if (!this.#relay || !this.#identity || this.#deps.network.offline || this.#closed) return null;
    return new RelayClient(this.#relay, this.#identity.token);
  }

  /** What windows show of it. */
  get session(): Session {
    return {
      member: this.member,
      relay: this.#relay,
      invitation: this.#invitation,
      offline: this.#deps.network.offline,
      signedOut: this.#signedOut,
    };
  }

  /** @param relay base address, such as `http://127.0.0.1:4000` */
  setRelay(relay: string): void {
    this.#relay = relay;
  }

  /** @param invitation address that windows show for a second editor */
  setInvitation(invitation: string | null): void {
    this.#invitation = invitation;
    this.#deps.onSession();
  }

  /**
   * Becomes a member by an invitation, also anew after the relay has forgotten this desk. Resolves when the identity is stored.
   * @param relay base address
   * @param code of the invitation
   * @param isKept whether the relay's address is stored with the identity; else whoever starts this desk gives it each time
   * @param share which articles that no relay has may be sent there; none of a member who may not write
   * @throws RelayRefusal when the invitation is not valid, RelayUnreachable when the relay does not answer
   */
  async join(relay: string, code: string, isKept: boolean, share: ShareChoice): Promise<void> {
    const { token, member } = await new RelayClient(relay, null).join(code, hostname());
    const { privacy, library, onPrivacy } = this.#deps;
    // Before the identity is stored: a desk that restarts in between must not send what was to stay private.
    for (const id of privacy.choose(mayWrite(member.role, "body") ? share : "none", this.joined)) onPrivacy(id);
    const { formerly = [], member: before } = this.#identity ?? {};
    const all = before && before.id !== member.id ? [...formerly, before.id] : formerly;
    this.#identity = { token, member, formerly: all, ...(isKept ? { relay } : {}) };
    this.#signedOut = false;
    await saveIdentity(this.#secrets, this.#identity);
    library.remember([member]);
  }

  /**
   * Reads an invitation that this desk may accept.
   * @param text what a person pasted
   * @throws RpcError invitation-malformed, invitation-insecure; `joined` when this desk belongs to another newsroom
   */
  readInvitation(text: string): Invitation {
    const read = readInvitation(text);
    const again = this.#signedOut && read.relay === this.#relay;
    if (this.joined && !again) throw new RpcError("joined", `this desk belongs to ${this.member.name} at ${this.#relay} already`);
    return read;
  }

  /**
   * Asks the relay what an invitation is for, without using it up.
   * @param text what a person pasted
   * @throws RpcError as `readInvitation`, RelayRefusal when the invitation is not valid, RelayUnreachable
   */
  async lookAt(text: string): Promise<InvitationOffer> {
    const { relay, code } = this.readInvitation(text);
    const notice = await new RelayClient(relay, null).look(code);
    const { count, listed } = this.#deps.privacy.unshared(this.joined);
    return { ...notice, host: new URL(relay).host, unshared: count, listed };
  }

  /** The relay knows this desk, or no longer does. */
  setSignedOut(signedOut: boolean): void {
    if (this.#closed || this.#signedOut === signedOut) return;
    this.#signedOut = signedOut;
    this.#deps.onSession();
  }

  /** The relay says who this desk's member is. Resolves when that is stored. */
  async update(member: Member): Promise<void> {
    this.#deps.library.remember([member]);
    if (!this.#identity || JSON.stringify(this.#identity.member) === JSON.stringify(member)) return;
    this.#identity = { ...this.#identity, member };
    await saveIdentity(this.#secrets, this.#identity);
    this.#deps.onSession();
  }

  /** From here on there is no client, and nobody is told anything. */
  close(): void {
    this.#closed = true;
  }
}

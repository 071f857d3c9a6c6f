import type Database from "better-sqlite3";
import { LISTS_ROOM } from "../../../shared/lists-room.ts";
import { mayWrite } from "../../../shared/roles.ts";
import { Committer } from "../../../shared/room/committer.ts";
import type { RoomPeer } from "../../../shared/room/peer.ts";
import { Rooms } from "../../../shared/room/rooms.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { ChannelConnection, ChannelPeer } from "../../../shared/rpc/server.ts";
import { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import type { Membership } from "../people/membership.ts";
import { refusalOf } from "../sync/refusal.ts";
import { Uplink } from "../sync/uplink.ts";

export interface ListsDeps {
  /** The database of the lists, which holds nothing else. */
  readonly db: Database.Database;
  readonly membership: Pick<Membership, "client" | "formerly" | "joined" | "member">;
  readonly report: (error: unknown) => void;
}

/**
 * The newsroom's lists at this desk: one room, in a database of its own, that no version, index or bulk sync reads. While a window has
 * it open it is kept in step with the relay; offline it is read and written like any other (HS29).
 */
export class Lists {
  readonly #deps: ListsDeps;
  readonly #log: SqliteUpdateLog;
  readonly #committer: Committer;
  readonly #rooms: Rooms;
  #link: Uplink | null = null;
  /** Windows that have it open. */
  #windows = 0;
  #role: string;

  constructor(deps: ListsDeps) {
    const { db, report, membership } = deps;
    this.#deps = deps;
    this.#log = new SqliteUpdateLog(db);
    this.#committer = new Committer(this.#log, (run) => void setImmediate(run), report);
    this.#rooms = new Rooms({ log: this.#log, committer: this.#committer, desk: true, report });
    this.#role = membership.member.role;
  }

  /** Goes online with the membership's client, or offline where it has none. */
  useClient(): void {
    this.#link?.destroy();
    this.#link = null;
    this.#connect();
  }

  /** The member may have another role: what the relay refused is sent again. */
  memberChanged(): void {
    const { role } = this.#deps.membership.member;
    if (role === this.#role) return;
    this.#role = role;
    this.useClient();
  }

  /**
   * Lets a window in.
   * @returns null for any other room
   * @throws RpcError role, for a desk that has joined no newsroom, and for guests
   */
  openRoom(room: string, channel: ChannelPeer): ChannelConnection | null {
    if (room !== LISTS_ROOM) return null;
    const { membership } = this.#deps;
    if (!membership.joined || membership.member.role === "none") throw new RpcError("role", "the lists are of the newsroom's members");
    let isIn = true;
    const release = (): void => {
      if (!isIn) return;
      isIn = false;
      this.#windows -= 1;
      if (this.#windows > 0) return;
      this.#link?.destroy();
      this.#link = null;
    };
    const peer: RoomPeer = {
      member: membership.member,
      mayWrite: () => mayWrite(membership.member.role, "lists"),
      send: (frame) => channel.send(frame),
      close: (code, reason) => {
        release();
        channel.close(code, reason);
      },
    };
    this.#windows += 1;
    this.#connect();
    const connection = this.#rooms.join(room, peer);
    return {
      receive: (frame) => connection.receive(frame),
      leave: () => {
        connection.leave();
        release();
      },
    };
  }

  /** Commits what is under way and closes the database. */
  close(): void {
    this.#link?.destroy();
    this.#link = null;
    this.#committer.flush();
    this.#deps.db.close();
  }

  #connect(): void {
    const { membership, report } = this.#deps;
    const { client, member, formerly } = membership;
    if (!client || this.#link || this.#windows === 0) return;
    this.#link = new Uplink({
      room: LISTS_ROOM,
      base: `${client.ws}/sync`,
      rooms: this.#rooms,
      log: this.#log,
      member,
      formerly,
      dial: async () => `${client.ws}/sync/${LISTS_ROOM}?ticket=${encodeURIComponent(await client.ticket())}`,
      refusalOf,
      report,
      onChange: () => undefined,
    });
  }
}

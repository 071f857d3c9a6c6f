/** The newsroom that `npm start` makes, with its relay and its desks in this process: for journeys that are not about processes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Core } from "../../main/core/core.ts";
import { fileSecrets } from "../../main/core/people/identity.ts";
import { builtInterface } from "../../main/launcher/build.ts";
import { people, PEOPLE } from "../../main/launcher/launcher.ts";
import { writeSample } from "../../main/launcher/sample.ts";
import { LoopbackHost } from "../../main/loopback/host.ts";
import { Keys } from "../../main/loopback/keys.ts";
import { sessionFile } from "../../main/loopback/session-file.ts";
import { Sessions } from "../../main/loopback/sessions.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { startRelay, type Relay } from "../../server/relay.ts";
import { openDatabase } from "../../server/store/database.ts";
import type { Role } from "../../shared/roles.ts";
import type { Program, Ready } from "./launcher.ts";

const ROOT = resolve(import.meta.dirname, "../..");

type Report = (error: unknown) => void;

/** A core and the loopback host of its windows, as `main/loopback/cli.ts` has them. */
class ServedDesk {
  readonly name: string;
  readonly core: Core;
  readonly host: LoopbackHost;

  private constructor(name: string, core: Core, host: LoopbackHost) {
    this.name = name;
    this.core = core;
    this.host = host;
  }

  /** @param onKeyUsed the link that others show is of no more use */
  static async open(name: string, folder: string, assets: string, report: Report, onKeyUsed: () => void): Promise<ServedDesk> {
    const core = await Core.open({ folder, secrets: fileSecrets(join(folder, "identity.json")), report });
    const host = new LoopbackHost({
      assets,
      port: 0,
      keys: new Keys(),
      sessions: new Sessions(sessionFile(join(folder, "sessions.json"), report)),
      onWindow: (window) => core.serve(window),
      takeFile: (ticket) => core.takeOffered(ticket),
      onKeyUsed,
      report,
    });
    await host.listen();
    return new ServedDesk(name, core, host);
  }

  async write(article: string, updates: { readonly body?: Uint8Array; readonly notes?: Uint8Array }): Promise<void> {
    await this.core.write(article, updates);
  }

  close(): void {
    this.host.close();
    this.core.close();
  }
}

export class InProcessNewsroom implements Program {
  readonly data = mkdtempSync(join(tmpdir(), "tahrir-e2e-"));
  readonly #count: number;
  #relay: Relay | null = null;
  readonly #desks: ServedDesk[] = [];
  #isClosed = false;

  /** @param desks how many; those after the second have joined no newsroom */
  constructor(desks = PEOPLE.length) {
    this.#count = desks;
  }

  async start(): Promise<Pick<Ready, "relay" | "editors">> {
    const data = join(this.data, "relay");
    this.#relay = await startRelay({ host: "127.0.0.1", port: 0, data, report: this.#reportOf("relay") });
    const { http, ws } = this.#relay;
    const assets = builtInterface(ROOT, (line) => console.error(line));
    for (const [index, { name, folder, role }] of people(this.#count).entries()) {
      const desk = await ServedDesk.open(name, join(this.data, "desks", folder), assets, this.#reportOf(folder), () => this.#invite(index));
      this.#desks.push(desk);
      if (role === null) continue;
      await desk.core.join(http, inviteTo(data, name, role));
      desk.core.connect(http);
    }
    for (const index of PEOPLE.keys()) this.#invite(index);
    await writeSample(ROOT, this.#desks[0]!, this.#desks[1]!);
    return { relay: { http, ws }, editors: this.#desks.map(({ name, host }) => ({ name, url: host.link() })) };
  }

  /** Makes an article at a desk, beside its windows. @param body an update of Yjs. @returns its ID */
  async create(desk: number, body: Uint8Array): Promise<string> {
    return (await this.#desks[desk]!.core.create({ body })).id;
  }

  /** Each of the two shows the other's link. */
  #invite(index: number): void {
    if (index < PEOPLE.length) this.#desks[1 - index]?.core.setInvitation(this.#desks[index]!.host.link());
  }

  #reportOf(who: string): Report {
    return (error) => {
      // Windows that leave at the end are stored in a folder that is gone.
      if (!this.#isClosed) console.error(`${who}:`, error);
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const desk of this.#desks) desk.close();
    await this.#relay?.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** As `relay invite` does, beside the relay. @returns the code */
function inviteTo(data: string, name: string, role: Role): string {
  const db = openDatabase(data);
  try {
    return new Newsroom(db).invitations.add({ name, role }).code;
  } finally {
    db.close();
  }
}

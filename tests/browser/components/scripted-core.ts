/** Runs in Chromium: a core that answers calls as a test wants, over the real RPC, and has real rooms in memory. */
import { CoreStore } from "../../../renderer/app/core/core-store.ts";
import { Committer } from "../../../shared/room/committer.ts";
import { Rooms } from "../../../shared/room/rooms.ts";
import { RpcClient } from "../../../shared/rpc/client.ts";
import type { CoreCalls, CoreEvents, Session } from "../../../shared/rpc/contract.ts";
import { RpcServer } from "../../../shared/rpc/server.ts";
import { memoryPorts } from "../../contract/memory-port.ts";
import { PAGE_DEFAULTS } from "../../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../../shared/typing/settings.ts";
import { MemoryUpdateLog } from "../../contract/memory-update-log.ts";

/** An editor at a desk that has joined a relay. */
export const SESSION: Session = {
  member: { id: "sara", name: "سارا", color: "#006080", role: "editor" },
  relay: "https://relay.example.org",
  invitation: null,
  offline: false,
  signedOut: false,
};

/** The call and its input. */
export type Asked = readonly [name: string, input: unknown];

export class ScriptedCore {
  readonly client: RpcClient;
  readonly store: CoreStore;
  /** Calls that change something, in order. */
  readonly asked: Asked[] = [];
  readonly #rooms: Rooms;
  readonly #calls: CoreCalls;
  #server: RpcServer | null = null;
  #isUp = true;

  /** @param calls what they answer; those that are not given answer as a core at rest does */
  constructor(calls: Partial<CoreCalls> = {}) {
    const log = new MemoryUpdateLog();
    const committer = new Committer(log, (run) => queueMicrotask(run), report);
    this.#rooms = new Rooms({ log, committer, desk: true, report });
    this.#calls = { ...this.#atRest(), ...calls };
    this.client = new RpcClient(() => this.#dial(), { later: (run, delay) => void setTimeout(run, delay) });
    this.store = new CoreStore(this.client, report);
  }

  tell<Name extends keyof CoreEvents>(name: Name, value: CoreEvents[Name]): void {
    this.#server?.tell(name, value);
  }

  /** The core ends, until `start`. */
  stop(): void {
    this.#isUp = false;
    this.#server?.hangUp();
  }

  start(): void {
    this.#isUp = true;
  }

  #dial() {
    if (!this.#isUp) return Promise.reject(new Error("the core is not there"));
    const [window, core] = memoryPorts();
    this.#server = new RpcServer(core, {
      calls: this.#calls,
      openRoom: (room, channel) =>
        this.#rooms.join(room, {
          member: SESSION.member,
          mayWrite: () => true,
          send: (frame) => channel.send(frame),
          close: (code, reason) => channel.close(code, reason),
        }),
      report,
    });
    return Promise.resolve(window);
  }

  #atRest(): CoreCalls {
    const takes =
      (name: keyof CoreCalls) =>
      (input?: unknown): Promise<never> => {
        this.asked.push([name, input]);
        return Promise.resolve(undefined as never);
      };
    const page = { total: 0, entries: [], revision: 1 };
    return {
      session: () => Promise.resolve(SESSION),
      settings: () =>
        Promise.resolve({
          language: "en",
          calendar: "language",
          theme: "light",
          presence: "shown",
          typing: TYPING_DEFAULTS,
          page: PAGE_DEFAULTS,
        }),
      saveSettings: takes("saveSettings"),
      dictionaries: () => Promise.resolve([]),
      dictionary: () => Promise.resolve(null),
      addDictionary: takes("addDictionary"),
      removeDictionary: takes("removeDictionary"),
      articles: () => Promise.resolve(page),
      article: () => Promise.resolve(null),
      watchArticles: () => Promise.resolve(page),
      beginArchive: unknown("beginArchive"),
      archivePart: unknown("archivePart"),
      endArchive: takes("endArchive"),
      nightly: () => Promise.resolve({ settings: null, last: null, isRunning: false }),
      setNightly: takes("setNightly"),
      exportNow: takes("exportNow"),
      offerFile: takes("offerFile"),
      setPlace: takes("setPlace"),
      setStatus: takes("setStatus"),
      setSuggestFrom: takes("setSuggestFrom"),
      versions: () => Promise.resolve({ entries: [], isComplete: true }),
      version: takes("version"),
      makeVersion: takes("makeVersion"),
      erasures: () => Promise.resolve([]),
      nameVersion: takes("nameVersion"),
      deleteVersion: takes("deleteVersion"),
      absences: () => Promise.resolve([]),
      absencesSeen: takes("absencesSeen"),
      search: () => Promise.resolve({ total: 0, hits: [], unread: 0 }),
      describe: takes("describe"),
      createArticle: unknown("createArticle"),
      authors: () => Promise.resolve([]),
      times: () => Promise.resolve([]),
      people: () => Promise.resolve([]),
      storePicture: takes("storePicture"),
      picture: () => Promise.resolve({ bytes: null }),
      readMarks: () => Promise.resolve([]),
      markRead: takes("markRead"),
      syncState: () => Promise.resolve({ link: "connected", unconfirmed: 0 }),
      drafts: () => Promise.resolve([]),
      beginDraft: takes("beginDraft"),
      discardDraft: takes("beginDraft"),
      syncProgress: () => Promise.resolve({ done: 0, total: 0 }),
      newDevices: () => Promise.resolve([]),
      dismissDevices: takes("dismissDevices"),
      deleteForGood: takes("deleteForGood"),
      keep: takes("keep"),
      lookAtInvitation: unknown("lookAtInvitation"),
      join: takes("join"),
      share: takes("share"),
      invite: unknown("invite"),
      fetchPicture: unknown("fetchPicture"),
      setOffline: takes("setOffline"),
    };
  }
}

const unknown = (name: string) => (): Promise<never> => Promise.reject(new Error(`the test answers no ${name}`));

/** An error that nobody expects fails the test: it is read from the page's errors. */
function report(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}

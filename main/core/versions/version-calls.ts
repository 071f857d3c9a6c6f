import type { CoreCalls } from "../../../shared/rpc/contract.ts";
import { asRpc } from "../as-rpc.ts";
import type { Absences } from "./absences.ts";
import type { DeskVersions } from "./versions.ts";

type VersionCalls = Pick<
  CoreCalls,
  "versions" | "version" | "makeVersion" | "erasures" | "nameVersion" | "deleteVersion" | "absences" | "absencesSeen"
>;

/** The RPC handlers of versions, and of what collided in absences. */
export const versionCalls = (versions: DeskVersions, absences: Absences): VersionCalls => ({
  versions: ({ article }) => versions.list(article),
  version: async ({ article, version }) => ({ state: await asRpc(versions.state(article, version)) }),
  makeVersion: ({ article, reason, label }) => asRpc(versions.make(article, reason, label)),
  erasures: ({ article }) => versions.erasures(article),
  nameVersion: ({ article, version, label }) => asRpc(versions.name(article, version, label)),
  deleteVersion: ({ article, version }) => asRpc(versions.remove(article, version)),
  absences: async ({ article }) => absences.ended(article),
  absencesSeen: async ({ article, absences: ids }) => absences.seen(article, ids),
});

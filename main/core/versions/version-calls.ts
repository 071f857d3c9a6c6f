import type { CoreCalls } from "../../../shared/rpc/contract.ts";
import { asRpc } from "../as-rpc.ts";
import type { DeskVersions } from "./versions.ts";

type VersionCalls = Pick<CoreCalls, "versions" | "version" | "makeVersion" | "deleteVersion">;

/** The RPC handlers of versions. */
export const versionCalls = (versions: DeskVersions): VersionCalls => ({
  versions: ({ article }) => versions.list(article),
  version: async ({ article, version }) => ({ state: await asRpc(versions.state(article, version)) }),
  makeVersion: ({ article, reason, label }) => asRpc(versions.make(article, reason, label)),
  deleteVersion: ({ article, version }) => asRpc(versions.remove(article, version)),
});

import { expect, test } from "vitest";
import type { SyncState } from "../../../shared/rpc/contract.ts";
import { syncStatus, type SyncInput } from "./sync-status.ts";

const calm = { loaded: true, pending: false, refused: null, unreadable: false };
const link = (link: SyncState["link"], unconfirmed = 0): SyncState => ({ link, unconfirmed });
const kind = (input: Partial<SyncInput>) => syncStatus({ up: true, joined: true, replica: calm, sync: link("connected"), ...input }).kind;

test("SY6: it says the relay only when window, core and relay all have it", () => {
  expect(kind({})).toBe("relay");
  expect(kind({ sync: link("connected", 2) })).toBe("sending");
  expect(kind({ replica: { ...calm, pending: true } })).toBe("saving");
  expect(kind({ sync: link("connecting") })).toBe("connecting");
  expect(kind({ sync: link("offline") })).toBe("offline");
  expect(kind({ sync: null })).toBe("opening");
  expect(kind({ replica: { ...calm, loaded: false } })).toBe("opening");
  expect(kind({ up: false })).toBe("alone");
});

test("SY6: a desk without a relay promises this computer and no more", () => {
  expect(kind({ joined: false, sync: link("offline") })).toBe("computer");
});

test("SY6: what only this window has is said, whatever the relay was last heard to be", () => {
  expect(kind({ up: false, replica: { ...calm, pending: true } })).toBe("window");
});

test("SY6: a refusal comes first, with its reason, and keeps counting what waits", () => {
  const refused = { link: "refused", unconfirmed: 3, reason: "removed from the newsroom" } as const;
  expect(syncStatus({ up: true, joined: true, replica: calm, sync: refused })).toEqual({ kind: "refused", unconfirmed: 3, reason: refused.reason });
  expect(kind({ replica: { ...calm, pending: true, refused: "read only" } })).toBe("refused");
});

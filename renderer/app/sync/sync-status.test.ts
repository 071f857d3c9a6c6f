import { expect, test } from "vitest";
import type { SyncState } from "../../../shared/rpc/contract.ts";
import { syncStatus, type SyncInput } from "./sync-status.ts";

const calm = { loaded: true, pending: false, refused: null, unreadable: false };
const link = (link: SyncState["link"], unconfirmed = 0): SyncState => ({ link, unconfirmed });
const kind = (input: Partial<SyncInput>) => syncStatus({ up: true, joined: true, replica: calm, sync: link("connected"), ...input }).kind;

test("SY6: the state is relay only when window, core and relay have all changes", () => {
  expect(kind({})).toBe("relay");
  expect(kind({ sync: link("connected", 2) })).toBe("sending");
  expect(kind({ replica: { ...calm, pending: true } })).toBe("saving");
  expect(kind({ sync: link("connecting") })).toBe("connecting");
  expect(kind({ sync: link("offline") })).toBe("offline");
  expect(kind({ sync: null })).toBe("opening");
  expect(kind({ replica: { ...calm, loaded: false } })).toBe("opening");
  expect(kind({ up: false })).toBe("alone");
});

test("SY6: without a relay the best state is this computer", () => {
  expect(kind({ joined: false, sync: link("offline") })).toBe("computer");
});

test("SY6: changes that only this window has are shown, whatever the last state of the relay", () => {
  expect(kind({ up: false, replica: { ...calm, pending: true } })).toBe("window");
});

test("SY6: a refusal is shown before all else, with its reason and the count of unconfirmed changes", () => {
  const refused = { link: "refused", unconfirmed: 3, reason: "removed from the newsroom" } as const;
  expect(syncStatus({ up: true, joined: true, replica: calm, sync: refused })).toEqual({
    kind: "refused",
    unconfirmed: 3,
    reason: refused.reason,
  });
  expect(kind({ replica: { ...calm, pending: true, refused: "read only" } })).toBe("refused");
});

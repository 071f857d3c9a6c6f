import { expect, test } from "vitest";
import type { Member } from "../../../shared/roles.ts";
import type { Authorship } from "../../../shared/notes/author-of.ts";
import { sameAuthorBy } from "./same-author.ts";

const member = (id: string): Member => ({ id, name: id, color: "#000000", role: "editor" });
const [sara, omid] = [member("sara"), member("omid")];
/** Of clients 1 and 2 Sara is known, of 3 Omid; 4 Omid brought and says that it is Sara's, of 5 the beginning is known; nobody knows the others. */
const TABLE: Readonly<Record<number, Authorship>> = {
  1: { member: sara, confirmed: true, broughtBy: sara },
  2: { member: sara, confirmed: true, broughtBy: sara },
  3: { member: omid, confirmed: true, broughtBy: omid },
  5: { member: sara, confirmed: true, broughtBy: sara },
  4: { member: sara, confirmed: false, broughtBy: omid },
};
const same = sameAuthorBy(
  (client, clock) => (client === 5 && clock === 7 ? undefined : TABLE[client]) ?? { member: null, confirmed: false, broughtBy: null },
);
const entry = (client: number, clock: number) => ({ client, clock, at: 0 });
const by = (a: number, b: number): boolean => same(entry(a, 0), entry(b, 7));

test("NO14: entries of several Yjs clients are by the same author when they are the same member's", () => {
  expect([by(1, 1), by(1, 2), by(1, 3)]).toEqual([true, true, false]);
});

test("NO14: an entry that another member uploaded in a member's name is not by the same author as that member's own, only as others from the same uploader", () => {
  expect([by(1, 4), by(4, 4), by(4, 1)]).toEqual([false, true, true]);
});

test("NO14: a new entry of a known client is by that client's member until the relay says who uploaded it", () => {
  expect([same(entry(5, 0), entry(5, 7)), same(entry(2, 0), entry(5, 7))]).toEqual([true, false]);
});

test("NO14: unknown entries are by the same author when they have the same client, and by no known member", () => {
  expect([by(8, 8), by(8, 9), by(1, 8), by(8, 1)]).toEqual([true, false, false, false]);
});

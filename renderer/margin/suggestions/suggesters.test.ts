import { expect, test } from "vitest";
import type { AuthorOf } from "../../../shared/notes/author-of.ts";
import { suggestersOf } from "./suggesters.ts";

const member = (id: string, name: string) => ({ id, name, color: "#006080", role: "editor" }) as const;

test("SU38: who suggested, each once and by name, with what they suggested; whom nobody knows last", () => {
  const members = new Map([
    [1, member("sara", "Sara")],
    [2, member("omid", "Omid")],
    [3, member("sara", "Sara")],
  ]);
  const authorOf: AuthorOf = (client) => ({ member: members.get(client) ?? null, confirmed: true, broughtBy: null });
  expect(suggestersOf(["4.0", "1.0", "2.5", "3.7"], authorOf)).toEqual([
    { id: "omid", name: "Omid", suggestions: ["2.5"] },
    { id: "sara", name: "Sara", suggestions: ["1.0", "3.7"] },
    { id: null, name: null, suggestions: ["4.0"] },
  ]);
});

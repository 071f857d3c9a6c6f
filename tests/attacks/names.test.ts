/** Names that say something to a terminal, or to a text around them. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { printable, printableJson } from "../../server/ops/terminal.ts";
import { isName } from "../../shared/text/name.ts";
import { Machine } from "../relay/process-fixture.ts";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { call, TestRelay } from "../relay/relay-fixture.ts";

const ESCAPE = "\u001b[2J\u001b[31m";
const BAD = {
  "an escape sequence": `سارا${ESCAPE}`,
  "the same in one character": "سارا\u009b2J",
  "a line of its own": "سارا\nعلی  owner",
  "a line separator": "سارا\u2028علی",
  "a bell": "سارا\u0007",
  "an override left open": "سارا\u202egnp.exe",
  "an isolate left open": "سارا\u2067علی",
  "an end of what did not begin": "سارا\u2069",
  "half a character": "سارا\ud83d",
  "nothing to see": "\u200c\u200f ",
  "a thousand letters": "س".repeat(1000),
};
const GOOD = ["سارا", "نرگس می\u200cنویسد", "Sara (Desk 2)", "\u2067علی\u2069 رضایی", "O’Brien 😀", "س".repeat(100)];

describe("at the relay's API", () => {
  let site: TestRelay;
  beforeEach(async () => {
    site = await new TestRelay().start();
  });
  afterEach(() => site.close());

  test.each(Object.entries(BAD))("ID10: a name with %s is refused for a device and for a member, and uses nothing up", async (_, name) => {
    const owner = await site.desk("سارا", "owner");
    expect(await owner.call("POST", "/api/invitations", { name, role: "reader" })).toMatchObject({
      status: 400,
      body: { error: "bad-request" },
    });
    const code = site.invite("علی", "editor");
    expect((await call(site.relay.http, "POST", "/api/join", { code, device: name })).status).toBe(400);
    expect((await call(site.relay.http, "POST", "/api/join", { code, device: "لپ\u200cتاپ" })).status).toBe(200);
  });
});

test.each(GOOD)("ID10: %s is a name", (name) => {
  expect(isName(name)).toBe(true);
});

describe("on the terminal", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.close());

  test("ID10: the command line takes no such name either", () => {
    for (const name of [BAD["an escape sequence"], BAD["a line of its own"], BAD["an override left open"]]) {
      const { status, err } = machine.run(["invite", ...machine.data, "--name", name, "--role", "owner"]);
      expect([status, err.includes("--name is 1 to 100 characters")]).toEqual([1, true]);
    }
  });

  test(
    "OP12: what an older relay let in is printed as what it is: no list moves the cursor or has a row that is none",
    { tags: "long" },
    () => {
      const db = openDatabase(machine.folder.path);
      const newsroom = new Newsroom(db);
      const member = newsroom.members.add(`${ESCAPE}سارا\nm2  علی  owner`, "owner");
      newsroom.devices.add(member.id, `\u009b31mlaptop\u202e`, null);
      newsroom.invitations.add({ name: `${ESCAPE}رضا\r\nx`, role: "reader" });
      db.close();
      for (const command of [
        ["members"],
        ["devices"],
        ["invitations"],
        ["members", "--json"],
        ["devices", "--json"],
        ["role", member.id, "owner"],
      ]) {
        const { status, out } = machine.run([...command, ...machine.data]);
        expect(status).toBe(0);
        // eslint-disable-next-line no-control-regex
        expect(out.replace(/\n/g, ""), command.join(" ")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(out.trimEnd().split("\n").length, command.join(" ")).toBe(command.length === 1 ? 2 : 1);
      }
      expect(JSON.parse(machine.run(["members", ...machine.data, "--json"]).out)).toMatchObject([
        { name: `${ESCAPE}سارا\nm2  علی  owner` },
      ]);
    },
  );

  test("OP12: joiners and marks of Persian stay as they are", () => {
    expect(printable("می\u200cنویسد\u200f")).toBe("می\u200cنویسد\u200f");
    expect(printableJson({ name: "\u009b" })).toBe('{"name":"\\u009b"}');
  });
});

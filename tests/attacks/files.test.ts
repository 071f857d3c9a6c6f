/** Other users of the relay's and the desk's computer, and whoever starts a second relay on the same data. */
import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterEach, describe, expect, test } from "vitest";
import { openDesk } from "../../main/core/database.ts";
import { claimFolder, DATABASE, openDatabase } from "../../server/store/database.ts";
import { Machine } from "../relay/process-fixture.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";

const folder = temporaryFolder();
afterEach(() => folder.remove());
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const fresh = (name: string): string => {
  mkdirSync(folder.path, { recursive: true });
  return join(folder.path, name);
};

describe("other users", () => {
  const before = process.umask();
  afterEach(() => void process.umask(before));

  test.each([
    ["a relay's", openDatabase, DATABASE],
    ["a desk's", openDesk, "desk.sqlite"],
  ])("OP11: %s database, and what SQLite keeps beside it, is its owner's alone under any umask", (_, open, file) => {
    process.umask(0);
    const data = fresh("data");
    const db = open(data);
    db.exec("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    expect([modeOf(data), ...["", "-wal", "-shm"].map((end) => modeOf(join(data, file + end)))]).toEqual(["700", "600", "600", "600"]);
    db.close();
    // One that was made before.
    chmodSync(join(data, file), 0o644);
    const again = open(data);
    again.exec("INSERT INTO t VALUES (2)");
    expect(["", "-wal", "-shm"].map((end) => modeOf(join(data, file + end)))).toEqual(["600", "600", "600"]);
    again.close();
  });

  test("OP11: a backup and a restored database are their owner's alone", () => {
    const machine = new Machine();
    const run = (...args: string[]): void => {
      const command = [
        "umask 000; exec",
        process.execPath,
        join(import.meta.dirname, "../../server/cli/main.ts"),
        ...args,
        ...machine.data,
      ].join(" ");
      execFileSync("sh", ["-c", command], { stdio: "ignore" });
    };
    run("invite", "--name", "sara", "--role", "owner");
    const to = join(machine.folder.path, "backup.sqlite");
    run("backup", "--to", to);
    run("restore", "--from", to);
    expect([modeOf(to), modeOf(join(machine.folder.path, DATABASE))]).toEqual(["600", "600"]);
    machine.folder.remove();
  });
});

describe("a second relay", () => {
  test.each<[string, (real: string, other: string) => void]>([
    ["a link to its folder", (real, other) => symlinkSync(real, other)],
    [
      "a folder with a link to its database",
      (real, other) => {
        mkdirSync(other);
        symlinkSync(join(real, DATABASE), join(other, DATABASE));
      },
    ],
    [
      "a folder with a link to a link",
      (real, other) => {
        mkdirSync(other);
        symlinkSync(join(real, DATABASE), join(other, "there"));
        symlinkSync(join(other, "there"), join(other, DATABASE));
      },
    ],
  ])("RE9: %s is the same data, which one relay serves", (_, link) => {
    const [real, other] = [fresh("real"), join(folder.path, "other")];
    openDatabase(real).close();
    const release = claimFolder(real);
    link(real, other);
    expect(() => claimFolder(other)).toThrow(/another relay is serving/);
    release();
    const second = claimFolder(other);
    expect(() => claimFolder(real)).toThrow(/another relay is serving/);
    second();
  });

  test("RE9: a database that has two names is not served under either", () => {
    const [real, other] = [fresh("real"), join(folder.path, "other")];
    openDatabase(real).close();
    mkdirSync(other);
    linkSync(join(real, DATABASE), join(other, DATABASE));
    for (const data of [real, other]) expect(() => claimFolder(data)).toThrow(/hard link/);
  });

  test("RE9: a database that is moved while it is served is served by no second relay", () => {
    const [real, other] = [fresh("real"), join(folder.path, "other")];
    openDatabase(real).close();
    const release = claimFolder(real);
    mkdirSync(other);
    writeFileSync(join(other, "note"), "");
    renameSync(real, join(folder.path, "moved"));
    expect(() => claimFolder(join(folder.path, "moved"))).toThrow(/another relay is serving/);
    release();
  });
});

/** The processes of this machine: as /proc shows them on Linux, elsewhere as `ps` does. Not for Windows. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** The command with its arguments. */
  readonly line: string;
}

/** @returns process ids and command lines of all processes whose command line holds `word`. */
export const processesWith = (word: string): Map<number, string> =>
  new Map(
    processes()
      .filter(({ line }) => line.includes(word))
      .map(({ pid, line }) => [pid, line]),
  );

/** All processes below `pid`. */
export function descendants(pid: number): number[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const below = (one: number): number[] => (children.get(one) ?? []).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(pid);
}

/** Empty for a process that has ended. */
export const commandLine = (pid: number): string => processes().find((one) => one.pid === pid)?.line ?? "";

const processes: () => Process[] = existsSync("/proc/self/stat") ? ofProc : ofPs;

function ofProc(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      // The second field is the command in brackets, which may hold spaces.
      const parent = Number(/\) \S+ (\d+)/.exec(readProc(name, "stat"))?.[1] ?? 0);
      return { pid: Number(name), parent, line: readProc(name, "cmdline").replaceAll("\0", " ") };
    });
}

function ofPs(): Process[] {
  return execFileSync("ps", ["-axww", "-o", "pid=,ppid=,command="], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })
    .split("\n")
    .flatMap((text) => {
      const [, pid, parent, line] = /^ *(\d+) +(\d+) +(.*)$/.exec(text) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), line: line! }];
    });
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended meanwhile.
    return "";
  }
}

/** The processes of this machine, as /proc shows them. Linux only, as the rest of `npm test`'s browser. */
import { readFileSync, readdirSync } from "node:fs";

/** @returns process ids and command lines of all processes whose command line holds `word`. */
export function processesWith(word: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const pid of pids()) {
    const line = commandLine(pid);
    if (line.includes(word)) found.set(pid, line);
  }
  return found;
}

/** All processes below `pid`. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const one of pids()) {
    const parent = parentOf(one);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const below = (one: number): number[] => (children.get(one) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** Empty for a process that has ended. */
export const commandLine = (pid: number): string => readProc(pid, "cmdline").replaceAll("\0", " ");

const pids = (): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function parentOf(pid: number): number | null {
  // The second field is the command in brackets, which may hold spaces.
  const match = /\) \S+ (\d+)/.exec(readProc(pid, "stat"));
  return match ? Number(match[1]) : null;
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended meanwhile.
    return "";
  }
}

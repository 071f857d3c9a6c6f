import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";

/** Read as this is loaded, which a program does first of all: its parent may be gone a moment later. */
const parent = process.ppid;

/** Milliseconds between two looks at the processes above. */
const LOOK_EVERY = 300;

/**
 * Calls `stop` once the process that started this one is gone, however it ended (DE2): at once where there is an IPC channel to it,
 * soon where npm runs this as `script`. npm puts a shell between itself and its script, and neither passes on what kills it:
 * SIGTERM ends npm and the shell, SIGKILL npm alone. A program that was started by hand, or by a service manager, is left alone.
 * @param script name of the npm script
 * @param stop called once
 */
export function endWithParent(script: string, stop: () => void): void {
  process.once("disconnect", stop);
  // The channel is no reason to go on running.
  process.channel?.unref();
  if (process.env["npm_lifecycle_event"] !== script) return;
  const above = look(parent);
  // Process 1 is where orphans go; only in a container may it be npm itself.
  const late = parent === 1 && !/^(?:npm|node)/.test(above?.program ?? "");
  const npm = above?.program.endsWith("sh") ? above.parent : parent;
  const timer = setInterval(() => {
    // Except on Windows an orphan gets another parent.
    if (!late && process.ppid === parent && isAlive(parent) && isAlive(npm)) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY);
  timer.unref();
}

interface Above {
  readonly program: string;
  readonly parent: number;
}

/** @returns null for a process that is gone, and on Windows: there only the shell is watched, not npm. */
function look(pid: number): Above | null {
  const match = /^\s*\d+ \(?(.*?)\)?\s+\S+\s+(\d+)/.exec(process.platform === "linux" ? linuxLine(pid) : otherLine(pid));
  return match ? { program: match[1]!, parent: Number(match[2]) } : null;
}

/** `pid (program) state parent …`: proc_pid_stat(5). */
function linuxLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** The same from `ps`; nothing where there is none. */
const otherLine = (pid: number): string =>
  spawnSync("ps", ["-o", "pid=,ucomm=,stat=,ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything but "no such process" means that it is there, and not ours.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

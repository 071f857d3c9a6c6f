/** Node keeps what it compiled of the sources, so that a process started from them is up in half the processor time. */
import { join } from "node:path";

/** @returns environment of a process; the cache is in the sources' own folder, so that nobody writes there who may not write them */
export const compileCache = (root: string): Readonly<Record<string, string>> => ({ NODE_COMPILE_CACHE: join(root, ".cache/compiled") });

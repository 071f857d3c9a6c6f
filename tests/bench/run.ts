/** `npm run bench -- NAME [options]`: measures one part of the house beside its peers, and prints a table with the goals. */

import process from "node:process";

/** Each bench has a folder of its own, and takes the rest of the command line. */
interface Bench {
  main(args: readonly string[]): Promise<void>;
}

/** A new bench is entered here. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  library: () => import("./library/bench.ts"),
  editor: () => import("./editor/bench.ts"),
  relay: () => import("./relay/bench.ts"),
  review: () => import("./review/bench.ts"),
  style: () => import("./style/bench.ts"),
  store: () => import("./store/bench.ts"),
  uplink: () => import("./uplink/bench.ts"),
  compare: () => import("./compare/bench.ts"),
  versions: () => import("./versions/bench.ts"),
  find: () => import("./find/bench.ts"),
  docx: () => import("./docx/bench.ts"),
};

const [bench = "", ...args] = process.argv.slice(2);
const load = BENCHES[bench];
if (load) {
  await (await load()).main(args);
} else {
  const mistake = bench === "" ? "no bench named" : `unknown bench "${bench}"`;
  console.error(`${mistake}\nUsage: npm run bench -- ${Object.keys(BENCHES).join("|")} [options]`);
  process.exitCode = 1;
}

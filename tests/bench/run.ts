/** `npm run bench -- NAME [options]`: measures one part of the house beside its peers, and prints a table with the goals. */

/** Each bench has a folder of its own, and takes the rest of the command line. */
export interface Bench {
  main(args: readonly string[]): Promise<void>;
}

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  editor: () => import("./editor/bench.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = BENCHES[name];
if (load) {
  await (await load()).main(args);
} else {
  const mistake = name === "" ? "no bench named" : `unknown bench "${name}"`;
  console.error(`${mistake}\nUsage: npm run bench -- ${Object.keys(BENCHES).join("|")} [options]`);
  process.exitCode = 1;
}

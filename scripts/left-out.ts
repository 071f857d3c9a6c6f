/** What a run without its long tests does not prove. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./stages.ts";

/** Takes the full names of tests, which name the rules of SPEC.md that they prove. */
export class LeftOut {
  readonly #names: string[] = [];
  readonly #run: string[] = [];

  /** A test that was left out. One that stands for a table of cases in a file that was not loaded counts once. */
  add(name: string): void {
    this.#names.push(name);
  }

  /** A test that was run. */
  addRun(name: string): void {
    this.#run.push(name);
  }

  /** @returns lines for whoever ran the tests: how many were left out, how they are run, and which rules only they prove; none where nothing was */
  report(): string[] {
    if (this.#names.length === 0) return [];
    const proved = rulesIn(this.#run);
    const missed = [...rulesIn(this.#names)].filter((rule) => !proved.has(rule)).sort(byNumber);
    const rules = missed.length === 0 ? [] : [`${missed.length} rules of SPEC.md are named by long tests alone: ${missed.join(" ")}`];
    return [...rules, `At least ${this.#names.length} long tests were left out. "npm test -- --all" runs them, too, as .ci/run does.`];
  }
}

/** The rules that texts name, of those that SPEC.md has. */
function rulesIn(texts: readonly string[]): Set<string> {
  const spec = readFileSync(join(ROOT, "shared/SPEC.md"), "utf8");
  const known = new Set([...spec.matchAll(/^[\s*_#|-]*([A-Z]{2}\d+)\b/gm)].map((match) => match[1]!));
  const named = texts.flatMap((text) => text.match(/\b[A-Z]{2}\d+\b/g) ?? []);
  return new Set(named.filter((id) => known.has(id)));
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

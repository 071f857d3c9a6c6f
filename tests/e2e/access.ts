import axe from "axe-core";
import { expect } from "vitest";
import type { Person } from "./person.ts";

/** Proves that a checker of accessibility finds nothing serious in a person's window as it is now. */
export async function checkAccess(person: Person): Promise<void> {
  await person.page.evaluate(axe.source);
  const violations = await person.page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: Document,
          options: { resultTypes: string[] },
        ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter((one) => one.impact === "serious" || one.impact === "critical")
      .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
  expect(violations).toEqual([]);
}

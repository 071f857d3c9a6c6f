/** The languages of the interface in which components are tested: one of each direction. */
import { describe } from "vitest";

/** Defines the same tests for each of them; those in the second language are long. */
export function inFaAndEn(define: (language: "fa" | "en") => void): void {
  describe("fa", () => define("fa"));
  describe("en", { tags: "long" }, () => define("en"));
}

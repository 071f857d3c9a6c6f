import { expect, test } from "vitest";
import { initials } from "./initials.ts";

test.each([
  ["سارا احمدی", "س\u200Cا"],
  ["امید", "ا"],
  ["Ada Mary Lovelace", "A\u200CL"],
  ["  ", ""],
  ["👩‍🚀 پارسا", "👩‍🚀\u200Cپ"],
])("PR11: the initials of %o do not join", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { readKey } from "../identity/suggestion-records.ts";
import { runs, seed } from "../../../tests/seed.ts";
import { idOfKey, keyOf } from "./character-id.ts";

const PARTS = [
  "",
  "0",
  "7",
  "0012",
  "2147483647",
  "9007199254740991",
  "9007199254740992",
  "12345678901234567",
  "-1",
  "1e3",
  " 1",
  "۱",
  "x",
  ".",
];

test(`SU2: keys name characters by two numbers in digits alone, and no others do (seed ${seed})`, () => {
  const gen = prng.create(seed);
  expect(idOfKey(keyOf({ client: 4_294_967_295, clock: 0 }))).toEqual({ client: 4_294_967_295, clock: 0 });
  for (let run = runs(2000); run > 0; run--) {
    const key = `${prng.oneOf(gen, PARTS)}${prng.oneOf(gen, [".", ".", ".", "", "/", ".."])}${prng.oneOf(gen, PARTS)}`;
    const match = /^(\d{1,16})\.(\d{1,16})$/.exec(key);
    const [client, clock] = [Number(match?.[1]), Number(match?.[2])];
    expect(idOfKey(key), key).toEqual(Number.isSafeInteger(client) && Number.isSafeInteger(clock) ? { client, clock } : null);
  }
});

test("SU2: the key of a record says what it is, of which suggestion, and whose; what names none is none", () => {
  expect(readKey("@5.7")).toEqual({ kind: "begin", suggestion: "5.7", client: 5 });
  expect(readKey("-5.7/9")).toEqual({ kind: "strike", suggestion: "5.7", client: 9 });
  expect(readKey("~5.7/9.1")).toEqual({ kind: "restyle", suggestion: "5.7", client: 9 });
  expect(readKey("!5.7/9.1/more")).toEqual({ kind: "decision", suggestion: "5.7", client: 9 });
  for (const none of ["", "@", "5.7", "@5.7/9", "-5.7", "-5.7/", "-5.7/x", "~5.7/9", "-5/9", "?5.7/9"])
    expect(readKey(none), none).toBeNull();
});

import { expect, test } from "vitest";
import { hashOf, png } from "../../tests/picture-samples.ts";
import { writeDataAddress } from "./data-address.ts";
import { writeReference } from "./reference.ts";
import { isSamePicture } from "./same-picture.ts";

test("PI24 VE23: a picture that an article held is the one that it names since", () => {
  const [bytes, other] = [Buffer.concat([png(30, 20), Buffer.alloc(999, 3)]), png(20, 30)];
  const named = writeReference({ sha256: hashOf(bytes), type: "image/png", width: 30, height: 20 });
  const held = writeDataAddress("image/png", bytes);
  expect([isSamePicture(named, held), isSamePicture(held, named), isSamePicture(named, named), isSamePicture(null, null)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  for (const different of [writeDataAddress("image/png", other), "https://a.example/1.png", "data:image/png;base64,!", null, 7])
    expect([isSamePicture(named, different), isSamePicture(different, named)]).toEqual([false, false]);
  expect(isSamePicture("https://a.example/1.png", "https://a.example/2.png")).toBe(false);
});

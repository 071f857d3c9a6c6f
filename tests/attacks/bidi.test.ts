/** Text that is shown in another order than the one it is in, or that turns the text around it. */
import { describe, expect, test } from "vitest";
import { headOf } from "../../main/core/index/head.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { importText } from "../../shared/import/import.ts";
import { nameSchema, newNameSchema } from "../../shared/relay-api/values.ts";
import { memberSchema } from "../../shared/wire/feed.ts";

const REVERSED = "\u202Efdp.exe";
const SHOWN = "\u2067fdp.exe\u2069";

describe("BD10: nobody passes off one text for another", () => {
  test("by a headline that turns its line of the library and the title of the window", () => {
    expect(headOf(`${REVERSED}\n\u202Eلید`)).toEqual({ title: SHOWN, lead: "\u2067لید\u2069" });
  });

  test("by a headline whose controls would make it longer than a relay takes", () => {
    const { title } = headOf("\u202Ea".repeat(150));
    expect(title).toBe("a".repeat(100));
  });

  test("by a name that is spelt backwards", () => {
    expect(newNameSchema.parse("\u202Eaivilo\u202C")).toBe("\u2067aivilo\u2069");
    expect(nameSchema.parse(REVERSED)).toBe(SHOWN);
    expect(memberSchema.parse({ id: "m", name: REVERSED, color: "#c00000", role: "editor" })).toMatchObject({ name: SHOWN });
  });

  test("by an address whose tooltip reads as another", () => {
    const link = schema.mark("link", { value: "https://a.example/\u202Egnp" });
    expect(schema.marks["link"]!.spec.toDOM!(link, true)).toMatchObject(["a", { title: "https://a.example/\u2067gnp\u2069" }, 0]);
  });

  test.each(["txt", "md"] as const)("by a %s file that is imported", (format) => {
    const { lastChild } = importText(`تیتر\n\n${REVERSED}`, format);
    expect(lastChild!.textContent).toBe(SHOWN);
  });
});

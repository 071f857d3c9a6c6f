/** The table of errors: whoever may send a code does, every code has a text in every language, and every text has a code. */
import { expect, test } from "vitest";
import { catalogue } from "../../renderer/i18n/catalogue.ts";
import { ERRORS, readError, type ErrorCode, type Sender } from "../../shared/errors.ts";
import { LANGUAGES } from "../../shared/rpc/contract.ts";
import { argumentsOf } from "./arguments.ts";
import { code, isTest, read } from "./source.ts";

interface Kind {
  readonly from: readonly Sender[];
  readonly details?: Readonly<Record<string, string>>;
  readonly text: string;
}

const table: readonly (readonly [code: string, kind: Kind])[] = Object.entries(ERRORS);
const WINDOW = ["shared/rpc/client.ts", "shared/rpc/error.ts"];

/** The source of what each sender is made of. */
const sources: Readonly<Record<Sender, string>> = {
  relay: sourceOf((path) => path.startsWith("server/")),
  desk: sourceOf((path) => path.startsWith("main/") || path === "shared/rpc/server.ts"),
  window: sourceOf((path) => WINDOW.includes(path)),
};

function sourceOf(isPart: (path: string) => boolean): string {
  return code
    .filter((path) => isPart(path) && !isTest(path))
    .map(read)
    .join("\n");
}

/** Codes that a sender throws, as they stand in its source. */
const thrown = (sender: Sender): string[] =>
  [...sources[sender].matchAll(/new (?:Api|Rpc)Error\((?:\d+, )?"([a-z-]+)"/g)].map((match) => match[1]!);

test("RP11: whoever throws a code is named in the table", () => {
  for (const sender of ["relay", "desk"] as const) {
    expect(thrown(sender).length, sender).toBeGreaterThan(5);
    const unnamed = thrown(sender).filter(
      (one) => !Object.hasOwn(ERRORS, one) || !(ERRORS[one as ErrorCode].from as readonly Sender[]).includes(sender),
    );
    expect(unnamed, sender).toEqual([]);
  }
});

test("RP11: whoever is named in the table sends the code", () => {
  const silent = table.flatMap(([one, { from }]) =>
    from.filter((sender) => !sources[sender].includes(`"${one}"`)).map((sender) => `${sender}: ${one}`),
  );
  expect(silent).toEqual([]);
});

test("RP11: every code has a text in every language, which takes the values of the code and no other", () => {
  for (const language of LANGUAGES) {
    const messages: Readonly<Record<string, string>> = catalogue[language];
    expect(
      table.filter(([, { text }]) => messages[`error.${text}`] === undefined).map(([one]) => one),
      language,
    ).toEqual([]);
    for (const [one, { text, details = {} }] of table) {
      const wanted = argumentsOf(messages[`error.${text}`]!, language).filter((name) => !(name in details));
      expect(wanted, `${language}: ${one}`).toEqual([]);
    }
  }
});

test("RP11: every text of an error is some code's", () => {
  const used = new Set(table.map(([, { text }]) => `error.${text}`));
  expect(Object.keys(catalogue.fa).filter((key) => key.startsWith("error.") && !used.has(key))).toEqual([]);
});

test("RP11: an error from another program is read as far as the table knows it", () => {
  expect(readError("role", undefined)).toEqual({ code: "role", details: {} });
  expect(readError("role", { name: "x" })).toEqual({ code: "role", details: {} });
  expect(readError("throttled", { seconds: 12, more: {} })).toEqual({ code: "throttled", details: { seconds: 12 } });
  for (const details of [
    undefined,
    null,
    {},
    { seconds: "12" },
    { seconds: Number.NaN },
    { seconds: Number.POSITIVE_INFINITY },
    [12],
    "12",
  ]) {
    expect(readError("throttled", details), JSON.stringify(details)).toBeNull();
  }
  for (const one of ["", "nothing", "constructor", "__proto__", "toString", 5, null, undefined, ["role"], { toString: () => "role" }]) {
    expect(readError(one, {}), JSON.stringify(one)).toBeNull();
  }
});

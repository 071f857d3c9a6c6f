import { expect, test } from "vitest";
import { linkedNote, linkTo, readFragment } from "./note-link.ts";

const ARTICLE = "aB3-_xyz12";

test("NO38: the link to a note is the window's address with article and thread, and nothing of its query", () => {
  const link = linkTo("http://127.0.0.1:4000/?lang=fa&ticket=secret#other", ARTICLE, "12.34");
  expect(link).toBe(`http://127.0.0.1:4000/#${ARTICLE}/12.34`);
  expect(linkTo("app://tahrir/#x", ARTICLE, "12.34")).toBe(`app://tahrir/#${ARTICLE}/12.34`);
  expect(readFragment(link.split("#")[1]!)).toEqual({ article: ARTICLE, thread: "12.34" });
});

test("NO91: the link to a suggestion names it", () => {
  const link = linkTo("http://127.0.0.1:4000/", ARTICLE, "suggestion 12.34");
  expect(link).toBe(`http://127.0.0.1:4000/#${ARTICLE}/s12.34`);
  expect(readFragment(link.split("#")[1]!)).toEqual({ article: ARTICLE, thread: "suggestion 12.34" });
  expect(linkedNote(link)).toBe(`${ARTICLE}/s12.34`);
});

test("NO38: a fragment that names no note is the ID of an article, whatever it is", () => {
  for (const fragment of [
    ARTICLE,
    "",
    "x/1.2",
    `${ARTICLE}/`,
    `${ARTICLE}/1`,
    `${ARTICLE}/1.2/3`,
    `${ARTICLE}/-1.2`,
    `${ARTICLE}/ss1.2`,
    "a/b/../c",
  ])
    expect(readFragment(fragment)).toEqual({ article: fragment, thread: null });
});

test("NO38: of a link that was pasted only the fragment counts, from whichever desk it is", () => {
  const fragment = `${ARTICLE}/12.34`;
  for (const text of [`http://127.0.0.1:9/#${fragment}`, ` app://tahrir/#${fragment}\n`, `#${fragment}`])
    expect(linkedNote(text)).toBe(fragment);
  for (const text of ["", "پل", fragment, `http://x/#${ARTICLE}`, `#${fragment}x`, `#javascript:alert(1)`, "#".repeat(100_000)])
    expect(linkedNote(text)).toBe(null);
});

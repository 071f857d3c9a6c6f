import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { anchorOf } from "../notes/anchor.ts";
import { ProposalDecisions } from "../notes/proposal-decisions.ts";
import { quoteOf } from "../notes/quote.ts";
import { addProposal, addThread, deleteMessage, readThreads, reply } from "../notes/threads.ts";
import { readReviewed } from "./read-reviewed.ts";

const AT = Date.UTC(2026, 0, 2);
const TEXT = "پل\nرود بالا آمد.";

const nobody = () => ({ member: null, confirmed: false, broughtBy: null });

test("EX16: threads are told where they stand: one whose words are gone quotes them, a proposal adds its words, and is done when it is decided", () => {
  const [doc, notes] = [new Y.Doc(), new Y.Doc()];
  const body = bodyOf(doc);
  body.insert(0, TEXT);
  const on = (words: string): [ReturnType<typeof anchorOf>, ReturnType<typeof quoteOf>] => {
    const from = TEXT.indexOf(words);
    return [anchorOf(body, from, from + words.length), quoteOf(TEXT, from, from + words.length)];
  };
  const gone = addThread(notes, ...on("آمد"), "چرا؟", AT);
  reply(notes, gone, "پاک شد", AT + 1);
  reply(notes, gone, "ماند", AT + 2);
  deleteMessage(notes, gone, readThreads(notes)[0]!.messages[1]!.id, AT + 3);
  const [open, refused] = ["بلند", "پست"].map((words) => addProposal(notes, ...on("بالا"), words, "", AT)) as [string, string];
  addThread(notes, null, { text: "", prefix: "", suffix: "" }, "همه", AT, { target: "article" });
  const block = anchorOf(body, 2, 3);
  addThread(notes, block, { text: "", prefix: "", suffix: "" }, "بند", AT, { target: "block" });
  const decisions = new ProposalDecisions(doc);
  decisions.add({ thread: refused, wording: refused, verdict: "refused", before: "بالا", replacement: "پست", written: [], at: AT });
  decisions.destroy();
  body.delete(TEXT.indexOf("آمد"), 3);
  const { threads } = readReviewed(doc, { notes, bodyAuthor: nobody, notesAuthor: nobody, now: AT + 10 });
  const said = threads.map(({ target, from, to, messages, isResolved }) => [
    target,
    from,
    to,
    isResolved,
    ...messages.map(({ text }) => text),
  ]);
  expect(open).not.toBe(refused);
  expect(said).toEqual([
    ["block", 12, 12, false, "«آمد»\nچرا؟", "ماند"],
    ["range", 7, 11, false, "← بلند"],
    ["range", 7, 11, true, "← پست"],
    ["article", 0, 0, false, "همه"],
    ["block", 3, 3, false, "بند"],
  ]);
});

/** Absences as a window sees them: what it is told of the sync state, and the updates that come and go. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import type { Collision } from "../../shared/compare/collisions.ts";
import type { SyncState } from "../../shared/rpc/contract.ts";
import { Store } from "../store/store.ts";
import { Absence, type StepState } from "./absence.ts";

const TEXT = "تیتر\nرودخانه دیشب بالا آمد.\nکسی نخوابید.";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const write = (doc: Y.Doc, phrase: string, text: string): void =>
  bodyOf(doc).insert(bodyOf(doc).toString().indexOf(phrase) + phrase.length, text);

/** A window on an article, and a colleague elsewhere who has the same. */
function open(link: SyncState["link"], unconfirmed = 0, isOwn: (client: number) => boolean = () => false) {
  const [body, elsewhere] = [new Y.Doc(), new Y.Doc()];
  bodyOf(body).insert(0, TEXT);
  Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(body));
  bodyOf(elsewhere);
  const state = new Store<StepState>({ sync: { link, unconfirmed } });
  const found: (readonly Collision[])[] = [];
  const absence = new Absence(body, state, isOwn, (collisions) => found.push(collisions));
  const say = (link: SyncState["link"], unconfirmed = 0) => state.set({ sync: { link, unconfirmed } });
  /** Both hear of one another. */
  const meet = () => {
    Y.applyUpdate(body, Y.encodeStateAsUpdate(elsewhere, Y.encodeStateVector(body)));
    Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(body));
    say("connected");
    vi.runAllTimers();
  };
  return { body, elsewhere, absence, found, say, meet };
}

describe("an absence", () => {
  test("VE33: what both wrote in one paragraph is told once all is exchanged, and not before", () => {
    const { body, elsewhere, found, say, meet } = open("connected");
    say("offline");
    write(body, "دیشب", " باز");
    write(elsewhere, "بالا", " و بالاتر");
    say("offline", 1);
    vi.runAllTimers();
    say("connecting", 1);
    Y.applyUpdate(body, Y.encodeStateAsUpdate(elsewhere));
    say("connected", 1);
    vi.runAllTimers();
    expect(found).toEqual([]);
    meet();
    expect(found.map((collisions) => collisions.map(({ type }) => type))).toEqual([["changed"]]);
    const [collision] = found[0]!;
    expect(collision?.type === "changed" && [collision.mine?.text, collision.theirs?.text, collision.merged?.text]).toEqual([
      "رودخانه دیشب باز بالا آمد.",
      "رودخانه دیشب بالا و بالاتر آمد.",
      "رودخانه دیشب باز بالا و بالاتر آمد.",
    ]);
  });

  test("VE33: nothing is told where one side wrote, where both wrote elsewhere, or where nobody was away", () => {
    for (const [mine, theirs] of [
      ["دیشب", null],
      [null, "بالا"],
      ["دیشب", "کسی"],
    ] as const) {
      const { body, elsewhere, found, say, meet } = open("connected");
      say("offline");
      if (mine) write(body, mine, " باز");
      if (theirs) write(elsewhere, theirs, " باز");
      meet();
      expect(found).toEqual([]);
    }
    const { body, elsewhere, found, meet } = open("connected");
    write(body, "دیشب", " باز");
    write(elsewhere, "دیشب", " نیز");
    meet();
    expect(found).toEqual([]);
  });

  test("VE33: a second absence is told of its own changes only", () => {
    const { body, elsewhere, found, say, meet } = open("offline");
    write(body, "دیشب", " باز");
    write(elsewhere, "دیشب", " نیز");
    meet();
    expect(found.length).toBe(1);
    say("offline");
    write(body, "کسی", " دیگر");
    write(elsewhere, "کسی", " هنوز");
    meet();
    expect(found.length).toBe(2);
    expect(found[1]!.map((collision) => collision.type === "changed" && collision.base.text)).toEqual(["کسی نخوابید."]);
  });

  test("VE33: what another window of this desk writes is this side's", () => {
    const { body, elsewhere, found, say, meet } = open("connected", 0, (client) => client === elsewhere.clientID);
    say("offline");
    write(body, "دیشب", " باز");
    write(elsewhere, "دیشب", " نیز");
    meet();
    expect(found).toEqual([]);
  });

  test("VE33: a window that is opened beside unconfirmed changes says nothing, and one that is closed neither", () => {
    const one = open("offline", 3);
    write(one.body, "دیشب", " باز");
    write(one.elsewhere, "دیشب", " نیز");
    one.meet();
    expect(one.found).toEqual([]);
    const other = open("offline");
    write(other.body, "دیشب", " باز");
    write(other.elsewhere, "دیشب", " نیز");
    other.absence.destroy();
    other.meet();
    expect(other.found).toEqual([]);
  });
});

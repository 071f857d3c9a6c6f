/**
 * What undo and redo must do in one editor, said by nothing but what was seen there before and after each event: whose event it
 * was, which characters came and went in it, and what form they had. Rules UN1–UN6, AM10.
 */
import { articleOf } from "../../shared/article/identity/article.ts";
import { idOfKey, keyOf } from "../../shared/article/model/character-id.ts";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { changeOf, HEADLINE, isNothing, NOTHING, snapshotOf, type Change, type Edit, type Edits, type Snapshot } from "./snapshot.ts";

/** Edits closer together than this are one step where they are typing, in milliseconds. */
export const PAUSE = 500;

/** One edit, and what was there before. */
interface Part {
  readonly before: Snapshot;
  readonly change: Change;
}

/** What others did since a step. */
interface Theirs {
  /** What they made of each format or attribute, by `key/name`. */
  readonly said: Map<string, Set<string | undefined>>;
  readonly moved: Set<string>;
  readonly deleted: Set<string>;
  /** What formats they gave to what is there, and were not seen: it stood somewhere else. */
  readonly unheard: Map<string, string>;
  /** What they made of the text beside what was moved or around it, where what was moved was not there in their article. */
  readonly around: Map<string, Set<string | undefined>>;
}

const theirsSince = (said: Theirs["said"] = new Map()): Theirs => ({
  said,
  moved: new Set(),
  deleted: new Set(),
  unheard: new Map(),
  around: new Map(),
});

const addTo = <T>(to: Map<string, Set<T>>, key: string, value: T): void => void to.set(key, (to.get(key) ?? new Set()).add(value));

interface Step {
  readonly parts: Part[];
  readonly theirs: Theirs;
}

const contraryOf = (edits: Edits): Edits =>
  new Map(
    [...edits].map(([key, names]) => [
      key,
      new Map([...names].map(([name, { before, after }]) => [name, { before: after, after: before }])),
    ]),
  );

const merged = (some: Edits, others: Edits): Edits =>
  new Map([...some, ...others].map(([key]) => [key, new Map([...(some.get(key) ?? []), ...(others.get(key) ?? [])])]));

/** What a step made of blocks, and others made something else of since: to take it back may change nothing that is seen. */
const contestedIn = ({ parts, theirs }: Step): Edits =>
  parts
    .map(
      ({ change }): Edits =>
        new Map([...change.blocks].map(([key, names]) => [key, new Map([...names].filter(([name]) => theirs.said.has(`${key}/${name}`)))])),
    )
    .reduce(merged, new Map());

const saidOf = ({ said }: Theirs, edits: Edits): Map<string, Set<string | undefined>> =>
  new Map([...said].filter(([id]) => [...edits].some(([key, names]) => [...names.keys()].some((name) => id === `${key}/${name}`))));

/** Whether all that a step changed are attributes of blocks, of some blocks alone. */
const isOfBlocks = (step: Step, isOne: (key: string) => boolean): boolean =>
  !isEmpty(step) &&
  step.parts.every(({ change }) => isNothing({ ...change, blocks: NOTHING.blocks }) && [...change.blocks.keys()].every(isOne));

const isEmpty = ({ parts }: Step): boolean => parts.every(({ change }) => isNothing(change));

/** Where the person typed last. */
interface Typing {
  readonly place: Snapshot;
  readonly index: number;
  readonly time: number;
}

const add = <T>(to: Set<T>, from: Iterable<T>): void => {
  for (const one of from) to.add(one);
};

/** The nearest of `keys` before a place that is in `now`. */
function before(keys: readonly string[], place: number, now: Snapshot, isLost: (key: string) => boolean): number {
  for (let i = place - 1; i >= 0; i--) if (now.places.has(keys[i]!) && !isLost(keys[i]!)) return now.places.get(keys[i]!)! + 1;
  return 0;
}

function behind(keys: readonly string[], place: number, now: Snapshot, isLost: (key: string) => boolean): number {
  for (let i = place; i < keys.length; i++) if (now.places.has(keys[i]!) && !isLost(keys[i]!)) return now.places.get(keys[i]!)!;
  return now.keys.length;
}

export class UndoOracle {
  private readonly editor: HeadlessEditor;
  private readonly undo: Step[] = [];
  private readonly redo: Step[] = [];
  /** Characters that were there twice: two moved them, or took back their deletion, at the same time. */
  private readonly doubled = new Set<string>();
  private last: Snapshot;
  private typing: Typing | null = null;

  /** Whether two may do something at the same time. */
  private readonly isLate: boolean;

  constructor(editor: HeadlessEditor, isLate: boolean) {
    this.editor = editor;
    this.isLate = isLate;
    this.last = snapshotOf(editor);
  }

  /** After this person selected something else, before an edit. */
  selected(): void {
    const { anchor, head } = snapshotOf(this.editor);
    this.last = { ...this.last, anchor, head };
  }

  /**
   * After an edit of this person's own.
   * @param isStep whether it is a step of its own, even when it looks like typing
   * @param hasWritten whether something was written, although it may be what was there: a step, or none
   * @returns what it changed
   */
  edited(time: number, isStep: boolean, hasWritten: boolean): Change {
    const [was, now] = this.look();
    this.mayNotDouble(now);
    const change = changeOf(was, now);
    const typing = isStep ? null : typingIn(was, now, change);
    const goesOn = typing !== null && this.typing !== null && time - this.typing.time < PAUSE && this.typing.index === typing.from;
    this.typing = typing && { place: now, index: typing.to, time };
    if (isNothing(change) && !hasWritten) return change;
    this.redo.length = 0;
    const part = { before: was, change };
    const step = this.undo.at(-1);
    if (goesOn && step) step.parts.push(part);
    else this.undo.push({ parts: [part], theirs: theirsSince() });
    return change;
  }

  /**
   * After changes of others have come.
   * @param authored what they changed where they made them
   * @param there the Yjs IDs of what was in their article then
   */
  received(authored: Change, there: Snapshot["ids"]): void {
    const [was, now] = this.look();
    const seen = changeOf(was, now);
    if (this.typing) {
      const { place, index, time } = this.typing;
      const key = place.keys[index - 1];
      const isThere = key === undefined || now.ids.get(key) === place.ids.get(key);
      // One goes on behind the same character.
      this.typing = isThere ? { place: now, index: before(place.keys, index, now, () => false), time } : null;
    }
    this.findTwins(seen.inserted, now);
    for (const { parts, theirs } of [...this.undo, ...this.redo]) {
      for (const change of [seen, authored]) {
        for (const edits of [change.formats, change.blocks]) {
          for (const [key, names] of edits) for (const [name, { after }] of names) addTo(theirs.said, `${key}/${name}`, after);
        }
        add(theirs.moved, change.moved);
        // What this person deleted, and another moved at the same time, is where that one put it.
        if (this.isLate) add(theirs.moved, change.inserted);
      }
      add(theirs.deleted, seen.deleted);
      for (const { before, change } of parts) {
        for (const keys of change.moved.size > 0 ? [before.keys, before.keys.toReversed()] : []) {
          let edits: ReadonlyMap<string, Edit> | undefined;
          for (const key of keys) {
            const own = authored.formats.get(key);
            if (own || there.get(key) === before.ids.get(key)) edits = own;
            else for (const [name, { after }] of edits ?? []) addTo(theirs.around, `${key}/${name}`, after);
          }
        }
      }
      for (const edits of [authored.formats, seen.formats])
        for (const [key, names] of edits)
          for (const [name, { after }] of names) {
            const isSeen = seen.formats.get(key)?.has(name) === true || !now.places.has(key);
            // That they took a format away may leave nothing to tell of it.
            if (isSeen || after === undefined) theirs.unheard.delete(`${key}/${name}`);
            else theirs.unheard.set(`${key}/${name}`, after);
          }
    }
  }

  /**
   * After undo or redo, which said that there was something to do, or not.
   * @returns what it changed, and what it may have said of blocks that are gone
   * @throws Error when it did what is wrong
   */
  reverted(which: "undo" | "redo", did: boolean): Change {
    const [was, now] = this.look();
    this.mayNotDouble(now);
    this.typing = null;
    const [from, to] = which === "undo" ? [this.undo, this.redo] : [this.redo, this.undo];
    const change = changeOf(was, now);
    const wrong: string[] = [];
    let isRight = !did;
    const hidden = new Map<string, ReadonlyMap<string, Edit>>();
    while (from.length > 0) {
      const step = from.at(-1)!;
      // Of two that are one, the other goes by this name when one is gone.
      const isGone = (key: string): boolean => key !== HEADLINE && (!was.places.has(key) || this.doubled.has(key));
      const gone = new Map(step.parts.flatMap(({ change }) => [...change.blocks].filter(([key]) => isGone(key))));
      for (const [key, edits] of gone) hidden.set(key, new Map([...(hidden.get(key) ?? []), ...edits]));
      // What the step had moved and others deleted comes back, if they bring it, where it was then.
      const lost = step.parts.flatMap((part) => [...part.change.moved]).filter((key) => !was.places.has(key));
      const unseen = contraryOf(merged(gone, contestedIn(step)));
      const theirs = theirsSince(saidOf(step.theirs, unseen));
      const wrongHere = did ? this.wrongIn(step, was, now) : null;
      // One of blocks that are gone is passed over (UN5), and one of which nothing is left, where another may have written what cannot be seen.
      const isPassed =
        isOfBlocks(step, (key) => key !== HEADLINE && !was.places.has(key) && !this.doubled.has(key)) ||
        (isNothing(change) && from.some(isEmpty) && !isEmpty(step));
      if (did && wrongHere === null && !isPassed) {
        isRight = true;
        from.pop();
        this.forgetPlaces(lost);
        to.push({ parts: [{ before: was, change: { ...change, blocks: merged(unseen, change.blocks) } }], theirs });
        break;
      }
      // Of some steps nothing is left.
      const missed = this.wrongIn(step, was, { ...was, anchor: -1, head: -1 });
      wrong.push(...[wrongHere, missed].filter((one) => one !== null).slice(0, 1));
      if (missed !== null) {
        isRight = false;
        break;
      }
      from.pop();
      this.forgetPlaces(lost);
      if (gone.size > 0) to.push({ parts: [{ before: was, change: { ...NOTHING, blocks: unseen } }], theirs });
    }
    if (!isRight)
      throw new Error(`${which} ${wrong.length > 0 ? wrong.join(", or else ") : "did something, although there is nothing to do"}`);
    return { ...change, blocks: new Map([...hidden, ...change.blocks]) };
  }

  private forgetPlaces(keys: readonly string[]): void {
    for (const { theirs } of [...this.undo, ...this.redo]) add(theirs.moved, keys);
  }

  /** What came, and is no copy of what this person deleted, although it stands for the same: two put it back at the same time. */
  private findTwins(inserted: ReadonlySet<string>, now: Snapshot): void {
    const { lineage } = articleOf(this.editor.doc);
    for (const key of inserted) {
      const id = now.ids.get(key)!;
      const chain = [id, ...lineage.ancestorsOf(idOfKey(id)!).map(keyOf)];
      const gone = [...this.undo, ...this.redo].flatMap(({ parts }) =>
        parts.flatMap(({ before, change }) => (change.deleted.has(key) ? before.ids.get(key)! : [])),
      );
      if (gone.some((one) => !chain.includes(one))) this.doubled.add(key);
    }
  }

  private look(): [Snapshot, Snapshot] {
    const was = this.last;
    this.last = snapshotOf(this.editor);
    add(this.doubled, was.doubled);
    return [was, this.last];
  }

  /** What comes twice may come so from others only, who did the same at the same time. */
  private mayNotDouble(now: Snapshot): void {
    const more = [...now.doubled].filter((key) => !this.doubled.has(key));
    if (more.length > 0) throw new Error(`made ${more.join(" ")} twice`);
  }

  /** @returns what is wrong with `now`, when all that happened is that `step` was taken back; null for nothing */
  private wrongIn(step: Step, was: Snapshot, now: Snapshot): string | null {
    add(this.doubled, now.doubled);
    return (
      this.wrongCharacters(step, was, now) ??
      this.wrongOrder(step, was, now) ??
      this.wrongForm(step, was, now) ??
      this.wrongSelection(step, now)
    );
  }

  private wrongCharacters({ parts, theirs }: Step, was: Snapshot, now: Snapshot): string | null {
    const inserted = new Set<string>();
    const deleted = new Set<string>();
    for (const { change } of parts) {
      for (const key of change.deleted) if (!inserted.delete(key)) deleted.add(key);
      for (const key of change.inserted) if (!deleted.delete(key)) inserted.add(key);
    }
    for (const key of new Set([...was.keys, ...now.keys, ...deleted])) {
      if (this.doubled.has(key)) continue;
      const [before, after] = [was.places.has(key), now.places.has(key)];
      const expected = before ? !inserted.has(key) : deleted.has(key) && !theirs.deleted.has(key);
      if (after !== expected) return `${after ? "left or brought" : "took or left out"} ${key}`;
    }
    return null;
  }

  private wrongOrder({ parts, theirs }: Step, was: Snapshot, now: Snapshot): string | null {
    const isKnown = (key: string): boolean => !this.doubled.has(key);
    const same = (a: Snapshot, isCompared: (key: string) => boolean, what: string): string | null => {
      const compared = (key: string): boolean => a.places.has(key) && now.places.has(key) && isKnown(key) && isCompared(key);
      const [old, here] = [a.keys.filter(compared), now.keys.filter(compared)];
      const at = old.findIndex((key, i) => key !== here[i]);
      return at === -1 ? null : `${what}: ${here.join("")} and not ${old.join("")}`;
    };
    const moved = new Set(parts.flatMap(({ change }) => [...change.moved]));
    const others = same(was, (key) => !moved.has(key), "moved what it has nothing to do with");
    if (others !== null) return others;
    for (const { before } of parts) {
      const places = same(before, (key) => !theirs.moved.has(key), "put back elsewhere");
      if (places !== null) return places;
    }
    return null;
  }

  private wrongForm(step: Step, was: Snapshot, now: Snapshot): string | null {
    for (const part of ["formats", "blocks"] as const) {
      for (const [key, values] of now[part]) {
        if (this.doubled.has(key)) continue;
        const before = was[part].get(key);
        for (const name of new Set([...values.keys(), ...(before?.keys() ?? []), ...this.namesOf(step, part, key)])) {
          const allowed = before ? this.kept(step, part, key, name, was, now) : this.restored(step, part, key, name, was, now);
          if (allowed && !allowed.has(values.get(name)))
            return `made ${name} of ${key} ${values.get(name)}, and not ${[...allowed].join(" or ")}`;
        }
      }
    }
    return null;
  }

  private namesOf({ parts }: Step, part: "formats" | "blocks", key: string): string[] {
    return parts.flatMap(({ before, change }) => [...(before[part].get(key)?.keys() ?? []), ...(change[part].get(key)?.keys() ?? [])]);
  }

  /** What an attribute may be of what stayed where it was. */
  private kept(
    { parts, theirs }: Step,
    part: "formats" | "blocks",
    key: string,
    name: string,
    was: Snapshot,
    now: Snapshot,
  ): Set<string | undefined> | null {
    const value = was[part].get(key)!.get(name);
    const edits = parts.flatMap(({ change }) => change[part].get(key)?.get(name) ?? []);
    if (edits.length > 0) {
      if (theirs.said.has(`${key}/${name}`)) return part === "blocks" ? null : new Set([value, edits[0]!.before]);
      return new Set([edits.at(-1)!.after === value ? edits[0]!.before : value]);
    }
    const allowed = new Set([value]);
    const isFormer = (one: string): boolean => parts.some(({ before }) => before.ids.get(one) === was.ids.get(one));
    // Of two stretches that change places, one is written anew.
    if (part === "formats" && !isFormer(key) && parts.some(({ change }) => change.moved.has(key))) {
      // Who formatted it where it stood before the move had not heard of that.
      const given = theirs.unheard.get(`${key}/${name}`);
      if (given !== undefined) return new Set([given]);
      add(allowed, theirs.said.get(`${key}/${name}`) ?? []);
      // It stood among what they formatted, for Yjs, or for all that an update says (UN2, UN10).
      add(allowed, theirs.around.get(`${key}/${name}`) ?? []);
    }
    if (part === "formats" && !isFormer(key)) {
      // It was written, put back or moved there since, among what the step formatted.
      const isEdited = (one: string): boolean => parts.some(({ change }) => change.formats.get(one)?.has(name));
      for (const near of neighbours(key, now, (one) => was.formats.has(one) && (this.doubled.has(one) || isFormer(one) || isEdited(one)))) {
        // Of two that are one, the step may have formatted either.
        if (this.doubled.has(near)) return null;
        for (const { change } of parts) {
          const edit = change.formats.get(near)?.get(name);
          if (edit && edit.after === value) allowed.add(edit.before);
        }
      }
    }
    return allowed;
  }

  /** What an attribute may be of what came back. */
  private restored(
    { parts, theirs }: Step,
    part: "formats" | "blocks",
    key: string,
    name: string,
    was: Snapshot,
    now: Snapshot,
  ): Set<string | undefined> | null {
    const then = parts.findLast(({ before }) => before[part].has(key))?.before;
    if (!then) return null;
    const allowed = new Set([then[part].get(key)!.get(name)]);
    if (part === "blocks") return theirs.said.has(`${key}/${name}`) ? null : allowed;
    // Who formats a stretch formats what stands in it, also what they have not seen yet; and the place, when the stretch is gone again.
    for (const [said, values] of theirs.said) {
      const isGone = said.endsWith(`/${name}`) && !now.places.has(said.slice(0, -name.length - 1));
      if (this.isLate ? said.endsWith(`/${name}`) : isGone || said === `${key}/${name}`) add(allowed, values);
    }
    for (const near of neighbours(key, now, (one) => then.formats.has(one) && was.formats.has(one))) {
      if (theirs.said.has(`${near}/${name}`)) allowed.add(now.formats.get(near)?.get(name));
    }
    // Others may have formatted its place by what stood there alone, and goes as it comes back.
    for (const one of displacedBy(key, was, now)) {
      if (theirs.said.has(`${one}/${name}`)) allowed.add(was.formats.get(one)?.get(name));
    }
    return allowed;
  }

  private wrongSelection({ parts, theirs }: Step, now: Snapshot): string | null {
    const { before: then } = parts[0]!;
    // Beside two that are one, a place has no name.
    if (then.doubled.size > 0 || now.doubled.size > 0) return null;
    for (const end of ["anchor", "head"] as const) {
      if (now[end] === -1) continue;
      const key = then.keys[then[end] - 1];
      const isLost = (one: string): boolean =>
        this.doubled.has(one) || theirs.moved.has(one) || parts.some(({ change }) => change.moved.has(one));
      const wasMoved =
        key !== undefined && !now.places.has(key) && (theirs.moved.has(key) || parts.some(({ change }) => change.moved.has(key)));
      if (wasMoved || (key !== undefined && this.doubled.has(key))) continue;
      const [from, to] =
        key === undefined
          ? [0, 0]
          : now.places.has(key)
            ? [now.places.get(key)! + 1, now.places.get(key)! + 1]
            : [before(then.keys, then[end], now, isLost), behind(then.keys, then[end], now, isLost)];
      if (from <= to && (now[end] < from || now[end] > to))
        return `left the ${end} at ${now[end]}, and not from ${from} to ${to}, behind ${key}`;
    }
    return null;
  }
}

/** The nearest on each side that are `known`. */
function neighbours(key: string, now: Snapshot, known: (key: string) => boolean): string[] {
  const place = now.places.get(key)!;
  return [now.keys.slice(0, place).findLast(known), now.keys.slice(place + 1).find(known)].filter((one) => one !== undefined);
}

/** What stood in the place of one that is there again. */
function displacedBy(key: string, was: Snapshot, now: Snapshot): string[] {
  const place = now.places.get(key)!;
  const stayed = (one: string): boolean => was.places.has(one);
  const [left, right] = [now.keys.slice(0, place).findLast(stayed), now.keys.slice(place + 1).find(stayed)];
  const [from, to] = [left === undefined ? 0 : was.places.get(left)! + 1, right === undefined ? was.keys.length : was.places.get(right)!];
  return was.keys.slice(from, to).filter((one) => !now.places.has(one));
}

const isLetter = (key: string): boolean => !key.startsWith("¶");

/** Where one began to type, or erase, and where it ended; null for what is none of it. */
function typingIn(
  was: Snapshot,
  now: Snapshot,
  { inserted, deleted, moved, formats, blocks }: Change,
): { readonly from: number; readonly to: number } | null {
  if (was.anchor !== was.head || moved.size + formats.size + blocks.size > 0) return null;
  if (deleted.size === 0 && inserted.size > 0 && [...inserted].every(isLetter)) {
    return now.places.get([...inserted][0]!) === was.head ? { from: was.head, to: was.head + inserted.size } : null;
  }
  // Two code units at most: a letter, with a zero-width non-joiner.
  const erased = [...deleted];
  const length = erased.reduce((sum, key) => sum + (key.startsWith("·") ? 1 : key.length), 0);
  if (inserted.size > 0 || length === 0 || length > 2 || !erased.every(isLetter)) return null;
  const place = was.places.get(erased[0]!)!;
  if (place === was.head - erased.length) return { from: was.head, to: place };
  return place === was.head ? { from: place, to: place } : null;
}

/** A newsroom of two: relay and desks started, a window for each person, and everything ended after the file's tests. */
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import type { Role } from "../../shared/roles.ts";
import { sharedBrowser } from "../browser/chromium.ts";
import { InProcessNewsroom } from "./in-process-newsroom.ts";
import { LauncherProcess, type Program, type Ready } from "./launcher.ts";
import { Person, SEEN_WITHIN } from "./person.ts";

export class StartedNewsroom<P extends Program> {
  readonly program: P;
  readonly people: Person[] = [];
  private readonly browser: Browser;
  private readonly contexts: BrowserContext[] = [];
  private ready: Pick<Ready, "relay" | "editors">;

  private constructor(program: P, browser: Browser, ready: Pick<Ready, "relay" | "editors">) {
    this.program = program;
    this.browser = browser;
    this.ready = ready;
  }

  static async open<P extends Program>(program: P): Promise<StartedNewsroom<P>> {
    try {
      const ready = await program.start();
      return new StartedNewsroom(program, await sharedBrowser(), ready);
    } catch (error) {
      await program.close();
      throw error;
    }
  }

  get relay(): Ready["relay"] {
    return this.ready.relay;
  }

  /** Seats the person who has the editor with this number. @param hash of the address, with the article that is opened */
  async seat(index: number, language = "en", options: BrowserContextOptions = {}, hash = ""): Promise<Person> {
    const editor = this.ready.editors[index];
    if (!editor) throw new Error(`there is no editor ${index}: ${JSON.stringify(this.ready.editors)}`);
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    this.contexts.push(context);
    const person = new Person(editor.name, await context.newPage());
    this.people.push(person);
    await person.open(editor.url + hash, language);
    return person;
  }

  /** Starts the program again on the same data, and gives each person a new window. @param hash with the article that it opens; else the one that changed last */
  async reopen(hash = ""): Promise<[Person, Person]> {
    for (const person of this.people.splice(0)) await person.page.context().close();
    this.ready = await this.program.start();
    return [await this.seat(0, "en", {}, hash), await this.seat(1, "en", {}, hash)];
  }

  /** As `relay role` does, beside the relay. */
  giveRole(person: Person, role: Role): void {
    const db = openDatabase(join(this.program.data, "relay"));
    try {
      const people = new Newsroom(db);
      people.members.setRole(people.members.list().find(({ name }) => name === person.name)!.id, role);
    } finally {
      db.close();
    }
  }

  async close(): Promise<void> {
    const errors = this.people.flatMap((person) => person.errors);
    for (const context of this.contexts) await context.close();
    await this.program.close();
    expect(errors).toEqual([]);
  }
}

/** Opens a newsroom for the tests of one file, and closes it after them. @param program that is not started yet */
export async function openNewsroom<P extends Program>(program: P): Promise<StartedNewsroom<P>> {
  const newsroom = await StartedNewsroom.open(program);
  afterAll(() => newsroom.close());
  return newsroom;
}

type OfTwo<P extends Program> = [Person, Person, StartedNewsroom<P>];

async function ofTwo<P extends Program>(program: P): Promise<OfTwo<P>> {
  const room = await openNewsroom(program);
  return [await room.seat(0), await room.seat(1), room];
}

/** The two people of a newsroom, whose relay and desks run in this process. */
export const newsroom = (): Promise<OfTwo<InProcessNewsroom>> => ofTwo(new InProcessNewsroom());

/** One of the two people of such a newsroom: nobody sits at the other's desk. */
export async function onePerson(): Promise<[Person, StartedNewsroom<InProcessNewsroom>]> {
  const room = await openNewsroom(new InProcessNewsroom());
  return [await room.seat(0), room];
}

/** The two people of a newsroom that `npm start` brings up, whose relay and desks are processes. */
export const newsroomOfProcesses = (): Promise<OfTwo<LauncherProcess>> => ofTwo(new LauncherProcess());

/** Waits until both see the same article and it says all of `phrases`, each once. @returns the article's text. */
export async function agree(one: Person, other: Person, ...phrases: string[]): Promise<string> {
  let text = "";
  const look = async (): Promise<string> => {
    const [left, right] = await Promise.all([one.text(), other.text()]);
    text = left;
    if (left !== right) return `${one.name} sees:\n${left}\n\n${other.name} sees:\n${right}`;
    const wrong = phrases.filter((phrase) => left.split(phrase).length !== 2);
    return wrong.length === 0 ? "agreed" : `not once in the article: ${wrong.join(", ")}\n${left}`;
  };
  await expect.poll(look, { timeout: SEEN_WITHIN }).toBe("agreed");
  return text;
}

/** Both open a new article with this headline. */
export async function share(one: Person, other: Person, headline: string): Promise<void> {
  await one.createArticle(headline);
  await other.openArticle(headline);
}

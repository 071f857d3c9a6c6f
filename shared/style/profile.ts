import type { FindingKind } from "./finding.ts";
import { ZWNJ } from "./letters.ts";
import { plainOf } from "./words.ts";

/** One word of a newsroom's list: its one spelling, the spellings it replaces, and its name in Latin letters. */
export interface ListedWord {
  readonly spelling: string;
  readonly variants: readonly string[];
  readonly latin?: string;
}

/** What a desk has decided where more than one spelling is right. */
export interface Profile {
  /** How an ezafe after a silent ه is written: خانهٔ or خانه‌ی. */
  readonly ezafe: "hamza" | "ye";
  /** Whether the other of the two is a finding too, and not only what is wrong by either. */
  readonly ezafeStrict: boolean;
  /** Whether the hamza of تأثیر and مسئول is written. */
  readonly hamza: boolean;
  /** Whether ها and تر that are joined to their word are parted (کتابها, بزرگتر). */
  readonly partSuffixes: boolean;
  /** What stands between به and its word where they were joined (بعنوان). */
  readonly preposition: " " | typeof ZWNJ;
  /** Which digits numbers of a Persian sentence have; `keep` leaves them. */
  readonly digits: "persian" | "keep";
  /** Kinds that this desk does not look for. */
  readonly off: readonly FindingKind[];
  /** Words of this desk, besides those that every desk has. */
  readonly words: readonly ListedWord[];
}

/** The Academy's orthography, as most newsrooms keep to it. */
const DEFAULT: Profile = {
  ezafe: "hamza",
  ezafeStrict: false,
  hamza: true,
  partSuffixes: true,
  preposition: " ",
  digits: "persian",
  off: [],
  words: [],
};

/** A desk that writes quickly for the web: no hamza on an alef, ezafe by ی, digits as they came. */
const AGENCY: Profile = { ...DEFAULT, ezafe: "ye", hamza: false, partSuffixes: false, preposition: ZWNJ, digits: "keep" };

/** The desks' profiles by their names. */
export const PROFILES = { default: DEFAULT, agency: AGENCY } as const satisfies Readonly<Record<string, Profile>>;

/** What a newsroom has decided besides: kinds that it does not look for, and words with one spelling. */
export interface NewsroomStyle {
  readonly off: readonly FindingKind[];
  readonly words: readonly ListedWord[];
}

/** A desk's profile with what the newsroom has decided besides. */
export function profileWith(name: ProfileName, { off, words }: NewsroomStyle): Profile {
  const profile: Profile = PROFILES[name];
  if (off.length === 0 && words.length === 0) return profile;
  const plain = words.map((word) => ({ ...word, variants: word.variants.map(plainOf) }));
  return { ...profile, off: [...profile.off, ...off], words: [...profile.words, ...plain] };
}

export type ProfileName = keyof typeof PROFILES;

/** Whether there is a profile of that name. */
export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(PROFILES, name);
}

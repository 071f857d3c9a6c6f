import { joiner, joins, ZWNJ } from "../letters.ts";
import { prefixJoint, type Around } from "./compound-prefix.ts";
import { guardedCompound } from "./guarded-compound.ts";
import { insertInto, joinNext, type Rule, type StyleText } from "../style-text.ts";
import {
  BEFORE_VERBS,
  BOUND_PARTICIPLES,
  BOUND_PARTS,
  COMPOUNDS,
  FREE_PARTS,
  JOINED_BI,
  NUMBERED,
  NUMBERS,
  PARTED_COMPOUNDS,
  PARTICIPLES,
  PREFIXES,
  TWO_WORDS,
} from "../words/compounds.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";
import type { Finding } from "../finding.ts";
import type { Lexicon } from "../lexicon.ts";

/** Before a noun they are no part of it: تو داری. */
const PRONOUNS = /^(?:من|تو|او|ما|شما|ایشان|آنها|آن\u200Cها|وی|کی|کجا)$/;

/** A subject, after which هم is "too". */
const SUBJECT = /(?:^| )(?:من|تو|او|ما|شما|وی|ایشان|این|آن|آنها|آن\u200Cها|اینها|این\u200Cها|خودش|خودم)(?: بار)? $/;

/** Participles as nouns, with what they are made of: حادثه‌دیدگان. */
const PARTICIPLE_PLURAL = /^(دید|خورد|زد|یافت|باخت|رفت)گ(?:ان|ی)(?:\u200C.*)?$/;

/** Before الله these are Arabic. */
const PRAYING = /^(?:بارک|سبحان|تبارک|تعالی|صلی|سلام|کلام|بسم|ایام|یوم|بین|حق|خلق|حبل)$/;

/** Auxiliaries and determiners, to which no ending of action goes: نباید هراسی, چنین سازی. */
const NO_NOUNS = /^(?:ن?(?:باید|شاید|توان)|چنین|چنان|یک|کدام|چند|چندین)$/;

/** Endings that nobody writes joined to a noun but by mistake. */
const JOINED_PARTS = /(?:گیری|گذاری|ریزی|رسانی|پذیری|کننده|کنندگان|دهنده|دهندگان|شونده|شوندگان)$/;

/** What news join as often as not: هموطنان, پیشکسوت, فیلمسازان. */
const ALSO_JOINED =
  /^(?:هم(?!ه)|پیشکسوت|جانباز|صاحبنظر|بدنساز|فیلمساز|باستانشناس|دستفروش|دستساز|دلنوشته|نوعدوست|زمینشناس|خوشبین|نیمفصل|پیشنویس|جنگزد|سیلزد|رئیسعلی)/;

/** First parts that many join to their word, or that make no compound of it. */
const JOINED_FIRST = /^(?:این|آن|همین|همان|هیچ|هم|یک|پنج|چنان|چون|هر|دست|پیش|به|ن?می|سی|شش|دولتمرد)/;

/** What stands before a name, or begins one. */
const OF_NAMES = /^(?:ون|وان|فان|فون|دی|دل|لی|لو|لا|ال|سن|سان|دو|دون|بن|ابن|مک|کیم|هو|شی|جی|د|او)$/;

/** Second parts that news join to their noun: گندمکاران, تحلیلگر. */
const JOINED_SECOND =
  /^(?:کار|گر|گو|دار|بان|مند|گاه|گار|زار|ناک|وار|کده|چی|باز|خوان|ستان|نورد|سوار|دان|ملک|علی|محمد|حسین|زاده|پور|نژاد|نیا|خان|شهر|آباد|نشان)/;

const STEM_ENDINGS: readonly string[] = ["\u200Cهای", "\u200Cها", "هایی", "های", "ها", "یی", "ی", "ان", "ات", "شان", "مان", "ش", "م", "ند"];

interface Compound {
  readonly parts: readonly string[];
  /** What stands before each part but the first. */
  readonly joints: readonly string[];
}

/** Compounds by their first part. */
const BY_FIRST = new Map<string, Compound[]>();
/** The letters of compounds with a ZWNJ, with the places of the ZWNJ in them. */
const JOINED = new Map<string, readonly number[]>();

for (const compound of [...COMPOUNDS, ...PARTED_COMPOUNDS]) {
  const parts = compound.split(/[_+]/);
  const joints = [...compound.matchAll(/[_+]/g)].map(([joint]) => (joint === "_" ? ZWNJ : ""));
  const first = parts[0]!;
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), { parts, joints }]);
}

for (const compound of COMPOUNDS) {
  const parts = compound.split(/[_+]/);
  const joints = [...compound.matchAll(/[_+]/g)].map(([joint]) => joint);
  const places: number[] = [];
  let length = 0;
  for (const [index, part] of parts.entries()) {
    if (joints[index - 1] === "_") places.push(length);
    length += part.length;
  }
  if (places.length > 0 && places.every((place) => joins(compound.replace(/[_+]/g, "").slice(0, place))))
    JOINED.set(parts.join(""), places);
}

/** What may follow the last part. */
const ENDING = /^(?:\u200C?(?:ها(?:ی|یی|یش|یشان|ست)?|ای|اند|اش|ام|تر|ترین)|ی|یی|ان|انی|اش|ش|شان|مان|م|ٔ|ند|ست)?$/;

/** What follows گران where it is an adjective. */
const DEAR = /^ (?:ن?(?:شد|است|بود|تر|تمام|خواهد|می\u200C)|نیست)/;

/** Compounds are written in one, as the word list or the dictionary has them: پیش‌بینی, خبرگزاری. */
export const compound: Rule = function* (style) {
  const { words, lexicon } = style;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (!style.isProse(word.start, word.end)) continue;
    const found = longest(style, index);
    if (found) {
      yield joined(style, index, found);
      index += found.parts.length - 2;
      continue;
    }
    const guarded = guardedCompound(style, index);
    if (guarded) {
      yield guarded;
      continue;
    }
    const places = joinedPlaces(word.plain, style);
    for (const place of places) yield insertInto(word, "compound", place, ZWNJ);
    const next = words[index + 1];
    if (!next || !style.spaceAfter(index) || !style.isProse(word.start, next.end)) continue;
    const joint = jointOf(word.plain, next.plain, { before: words[index - 1]?.plain, after: words[index + 2]?.plain }, style);
    if (joint !== undefined) {
      if (isPhrase(`${word.plain} ${next.plain}`, sentenceAfter(style, next.end), sentenceBefore(style, word.start))) continue;
      yield joinNext(style, "compound", index, joint);
    }
    if (joint === undefined && word.plain === "بی" && bi(index))
      yield joinNext(style, "compound", index, JOINED_BI.has(next.plain) ? "" : ZWNJ);
  }

  /** Whether the بی at this word belongs to the next one, and is neither a letter's name nor "without" before a pronoun. */
  function bi(index: number): boolean {
    const next = words[index + 1]!.plain;
    const noun = next.replace(/\u200C(?:ای|ها|های|هایی|ترین?)$/, "");
    const stem = noun.replace(/ی$/, "");
    const adjective = noun.replace(/(?<=[او])یی$/, "");
    if (next === "بی") return false;
    // بی سر و صدا is a phrase.
    if (
      words[index + 2]?.plain === "و" &&
      /^(?:سر|چون|قید|نام|حد|کم|بر|دست|ساز|خواب|آب|جا|شک|هیچ|دین|کس|رو|پدر|حساب|حرف|در|بند|غل|عیب|مقدمه|برو|رنگ)$/.test(next)
    )
      return false;
    if (/^(?:بی|سی|ای|جی|پی|دی|اس|آی)$/.test(words[index - 1]?.plain ?? "")) return false;
    return [next, noun, stem, adjective].some((part) => lexicon.has(`بی${ZWNJ}${part}`));
  }
};

function longest(style: StyleText, index: number): Compound | undefined {
  let best: Compound | undefined;
  const { words, text, lexicon } = style;
  for (const compound of BY_FIRST.get(words[index]!.plain) ?? []) {
    const last = index + compound.parts.length - 1;
    if (last >= words.length || !style.isProse(words[index]!.start, words[last]!.end)) continue;
    const matches = compound.parts.every((part, at) => {
      if (at > 0 && !style.spaceAfter(index + at - 1)) return false;
      const { plain } = words[index + at]!;
      if (at < compound.parts.length - 1) return plain === part;
      const ending = plain.slice(part.length);
      // A cross, and not "more equal": یک سانتر.
      if (/^تر(?:ین)?$/.test(ending) && joins(part)) return false;
      // What became dear: بازی گران تمام شد.
      if (plain === "گران" && DEAR.test(text.slice(words[index + at]!.end))) return false;
      // پدر بزرگ‌ترین شاعر: not his grandfather.
      if (part === "بزرگ" && ending.includes("تر")) return false;
      // در برنامهٔ خود داریم, در برابر خود خواهند دید: verbs; دستور کار سازمان: another noun; کار گاهی: sometimes.
      if (/^(?:م|ند)$/.test(ending) ? lexicon.isVerb(plain) : /^(?:[متش]ان|ش)$/.test(ending) && lexicon.has(plain)) return false;
      if (part.endsWith("ه") && plain.startsWith(part.slice(0, -1)) && /^گا(?:ن|نی)$/.test(plain.slice(part.length - 1))) return true;
      return plain.startsWith(part) && ENDING.test(plain.slice(part.length)) && !/^(?:دار(?:ی?م|ید|ند)|گاهی)$/.test(plain);
    });
    if (
      !matches ||
      isVerbPart(style, last, compound.parts.at(-1)!) ||
      isPhrase(compound.parts.join(" "), sentenceAfter(style, words[last]!.end), sentenceBefore(style, words[index]!.start))
    )
      continue;
    if (!best || compound.parts.length > best.parts.length) best = compound;
  }
  return best;
}

/** How much of a sentence is looked at for what makes a phrase of a pair, in UTF-16 units. */
const AROUND = 160;

/** The rest of a sentence, with its mark, from a place of the text on. */
function sentenceAfter({ text }: StyleText, from: number): string {
  const rest = text.slice(from, from + AROUND);
  const end = rest.search(/[.؟!]/);
  return end < 0 ? rest : rest.slice(0, end + 1);
}

/** The sentence up to a place of the text. */
function sentenceBefore({ text }: StyleText, to: number): string {
  const rest = text.slice(Math.max(0, to - AROUND), to);
  return rest.slice(Math.max(rest.lastIndexOf("."), rest.lastIndexOf("؟"), rest.lastIndexOf("!")) + 1);
}

/** Whether the last part of a compound is of a verb instead: جان باخته‌اند, آسیب دیده است, نفس گیر کرد. */
function isVerbPart(style: StyleText, last: number, part: string): boolean {
  const after = style.spaceAfter(last) ? style.words[last + 1]!.plain : undefined;
  if (after !== undefined && BEFORE_VERBS[part]?.test(after)) return true;
  const { plain, end } = style.words[last]!;
  if (!PARTICIPLES.has(part)) return false;
  if (/\u200C(?:اند|ام|ایم|اید)$/.test(plain)) return true;
  return after === undefined ? style.text.startsWith("،", end) : plain === part && !goesOn(after);
}

/** Whether the same words mean something as a phrase here: هم زمان و هم مکان, دست کم نگیرید. */
function isPhrase(words: string, after: string, before: string): boolean {
  // At the end of a letter: در پایان نامه آمده است.
  if (words === "پایان نامه")
    return /(?:^| )(?:در|از|به|تا) $/.test(before) && !/^\u200C| (?:دکتری|دکترا|ارشد|کارشناسی|تحصیلی|دانشجو)/.test(after.slice(0, 14));
  if (words.endsWith(" دار") && after.startsWith(" و ندار")) return true;
  if (words === "سر نوشت" || words === "سر گذشت") return /(?:^| )از $/.test(before);
  if (words === "دست کم") return /^ (?:ن?می\u200C)?ن?(?:گیر|گرفت)/.test(after);
  if (words === "هم کاری")
    return /\p{L} $/u.test(before) && /^ (?:از|که|به|برای|در|با|ن?می\u200C|ن?(?:کرد|کن|داشت|دار|شد|بود))/.test(after);
  // Also no longer, now and then: هم دیگر نیست, دید گاه و بیگاه.
  if (words === "هم دیگر") return !/(?:^| )(?:با|به|از|در|بر|برای|کنار|میان|بین) $/.test(before) && !after.startsWith(" را");
  if (words === "سال گرد") return after.startsWith(" و ");
  if (words.endsWith(" گاه")) return /^ (?:و بی|به گاه|گاه|هم)/.test(after);
  if (words.endsWith(" داری")) return /^\s*[؟!]/.test(after);
  if (words === "هم چنین") return /\p{L} $/u.test(before) && /^ (?:\p{L}+ی|است|بود|شد|نیست|باشد)(?!\p{L})/u.test(after);
  // An adverb and what it speaks of: هم گام بعدی, but هم‌گام با.
  if (/^هم (?:مرز|گام|تراز)$/.test(words)) return !after.startsWith(" با ");
  if (words === "هم زمانی" && after.startsWith(" که ")) return true;
  // Somebody too: من هم صدای شما را شنیدم.
  if (/^هم \p{L}{2,4}$/u.test(words) && !/^هم (?:وطن|میهن)$/.test(words) && !after.startsWith(" با ") && SUBJECT.test(before)) return true;
  // A father who grew old, the beginning of what one has to say: پدر بزرگ خاندان, سر درد دل.
  if (/^(?:پدر|مادر) بزرگ$/.test(words)) return /^ (?:ن?شد|شود|ن?می\u200C|خاندان|خانواده|قوم|ملت|ایل|طایفه)/.test(after);
  if (words === "کم بود") return !/(?:^| )(?:از|با|دلیل|علت|رفع|جبران|مشکل|بحران|احساس) $/.test(before);
  if (words === "دل خوشی") return after.startsWith(" از ");
  if (words === "سر درد") return after.startsWith(" دل ");
  if (words === "دل تنگ") return /^ (?:من|تو|او|ما|شما)(?!\p{L})/u.test(after);
  if (words.startsWith("هم ") && !/^هم (?:چنین|چنان|اکنون|وطن|میهن)/.test(words))
    return /(?:^| )هم /.test(after) || /(?:^| )هم /.test(before);
  // With helpers, against something: با کمک مربی, بر ضد انقلاب.
  if (words.startsWith("کمک ")) return /(?:^| )(?:با|به|از|بدون|برای) $/.test(before);
  if (words.startsWith("ضد ")) return /(?:^| )بر $/.test(before);
  if (words === "دست گیر" || words === "پیش نهاد" || words === "دست یابی") return /(?:^| )(?:به|در) $/.test(before);
  if (words.startsWith("رئیس جمهور")) return /^ (?:اسلامی|خلق|دموکراتیک|فدرال|عربی|سوسیالیستی)(?!\p{L})/u.test(after);
  if (words === "آن چه") return /^ (?:بود|است|شد)[؟ ]/.test(after) && after.includes("؟");
  return false;
}

/** A compound is one edit, however many parts it has: گفت‌وگو. */
function joined({ text, words }: StyleText, index: number, { joints }: Compound): Finding {
  const last = index + joints.length;
  const between = joints.map((joint, at) => (at === 0 ? joint : text.slice(words[index + at]!.start, words[index + at]!.end) + joint));
  return { kind: "compound", start: words[index]!.end, end: words[last]!.start, replacement: between.join("") };
}

/** Where a compound's ZWNJs are missing in a word. */
function joinedPlaces(plain: string, { lexicon }: StyleText): readonly number[] {
  if (plain.length < 6 || lexicon.has(plain) || ALSO_JOINED.test(plain)) return [];
  const base = plain.includes(ZWNJ) ? plain.slice(0, plain.indexOf(ZWNJ)) : plain;
  if (base !== plain && (!ENDING.test(plain.slice(base.length)) || lexicon.has(base))) return [];
  for (let length = plain.length; length >= 6; length--) {
    const places = JOINED.get(plain.slice(0, length));
    if (places && !lexicon.has(plain.slice(0, length)) && ENDING.test(plain.slice(length))) return places;
  }
  const place = lostPlace(base, lexicon);
  if (place !== undefined) return [place];
  // A noun with an ending that is no word: تصمیمگیری, شرکتکننده.
  const found = JOINED_PARTS.exec(base);
  const first = base.slice(0, found?.index ?? 0);
  return first.length >= 4 && joins(first) && lexicon.isPlural(first) ? [first.length] : [];
}

/** Where a word that no dictionary has would be one of it with a ZWNJ: شبیهسازی, بیاعتنایی. */
function lostPlace(base: string, lexicon: Lexicon): number | undefined {
  if (JOINED_FIRST.test(base)) return undefined;
  for (let length = base.length; length >= 6 && length >= base.length - 4; length--) {
    if (!ENDING.test(base.slice(length))) continue;
    const word = base.slice(0, length);
    if (lexicon.has(word)) return undefined;
    for (let place = word.startsWith("بی") ? 2 : 3; place <= length - 3; place++) {
      const first = word.slice(0, place);
      if (joins(first) && !JOINED_SECOND.test(word.slice(place)) && lexicon.has(`${first}${ZWNJ}${word.slice(place)}`)) return place;
    }
  }
  return undefined;
}

/** What the dictionary writes between two words that it knows as one, if it does. */
function jointOf(first: string, second: string, { before, after }: Around, { lexicon }: StyleText): string | undefined {
  const prefixed = prefixJoint(first, second, { before, after }, lexicon);
  if (prefixed !== undefined) return prefixed;
  if (PREFIXES.has(first)) return undefined;
  if (first === "یک" && after !== undefined && /^(?:هست|که|است|بود|دیگر)$/.test(after)) return undefined;
  if (NUMBERS.has(first) && NUMBERED.has(second.replace(/\u200C(?:ها|گرا|گرایی|گرایانه)$/, ""))) return joiner(first);
  if (FUNCTION_WORDS.has(first) || PRONOUNS.test(first) || first.length < 2) return undefined;
  const broken = brokenJoint(first, second, lexicon);
  if (broken !== undefined) return broken;
  // دار و ندار, گر چه
  if ((second === "دار" && after === "و") || (second === "گر" && after === "چه")) return undefined;
  if (second === "الله") return !PRAYING.test(first) && lexicon.has(`${first}${ZWNJ}${second}`) ? ZWNJ : undefined;
  // Arabic compounds: فارغ‌التحصیل.
  if (first !== "ام" && second.startsWith("ال") && second.length > 4) {
    return [second, arabicStem(second)].some((part) => lexicon.has(`${first}${ZWNJ}${part}`)) ? ZWNJ : undefined;
  }
  const free = second.includes(ZWNJ) ? second.replace(/\u200C(?:ها|های|هایی|ای|تر|ترین|تری)$/, "") : second;
  if (FREE_PARTS.has(free)) {
    const isVerb = after !== undefined && BEFORE_VERBS[free]?.test(after);
    return before === "هر" || isVerb || TWO_WORDS.has(`${first} ${free}`) ? undefined : freeJoint(first, free, lexicon);
  }
  if (first === "خوش" && !/^آ[می]/.test(second) && !lexicon.isVerb(second))
    return lexicon.has(`${first}${ZWNJ}${second}`) ? ZWNJ : undefined;
  if (BOUND_PARTICIPLES.has(second))
    return after !== undefined && goesOn(after) && lexicon.has(`${first}${ZWNJ}${second}`) ? ZWNJ : undefined;
  const plural = second.includes("گ") ? PARTICIPLE_PLURAL.exec(second)?.[1] : undefined;
  if (plural !== undefined && lexicon.has(`${first}${ZWNJ}${plural}ه`)) return ZWNJ;
  // Who does it, before what they do: تحلیل‌گران, but not what became dear.
  if (second === "گران" && after !== undefined && !/^(?:ن?(?:شد|است|بود|تر|تمام|فروش|قیمت|می)|و$)/.test(after) && first.length > 3) {
    if (lexicon.has(`${first}${ZWNJ}گر`)) return ZWNJ;
    if (lexicon.has(`${first}گر`)) return "";
  }
  if (before === "هر" || before === "این" || TWO_WORDS.has(`${first} ${second}`)) return undefined;
  if (after !== undefined && BEFORE_VERBS[second]?.test(after)) return undefined;
  for (const stem of boundParts(second)) {
    // A part of something, not what gives it: آرامش بخشی از شهر.
    if (/^بخشی?$/.test(stem) && after !== undefined && /^(?:از|که|بزرگ|عمده|مهم)$/.test(after)) continue;
    if (lexicon.has(`${first}${ZWNJ}${stem}`)) return ZWNJ;
    if (lexicon.has(first + stem)) return "";
  }
  return undefined;
}

/** What joins a noun to an ending of action that is no word of its own: رکوردشکنی. */
function freeJoint(first: string, ending: string, lexicon: Lexicon): string | undefined {
  if (NO_NOUNS.test(first) || !(lexicon.isPlural(first) || (lexicon.has(first) && !lexicon.isVerb(first)))) return undefined;
  return /^(?:مند|وار)/.test(ending) && lexicon.has(first + ending) ? "" : joiner(first);
}

/** Whether the dictionary has a word, or its stem: مغزها, دانشگاهی. */
function isWord(word: string, lexicon: Lexicon): boolean {
  if (lexicon.has(word)) return true;
  return STEM_ENDINGS.some(
    (ending) =>
      word.length >= ending.length + (ending === "ی" ? 2 : 3) && word.endsWith(ending) && lexicon.has(word.slice(0, -ending.length)),
  );
}

/** What joins a word of which a part is none alone: پا سخ, پر خاشگری. */
function brokenJoint(first: string, second: string, lexicon: Lexicon): string | undefined {
  if (first.length + second.length < 5 || second.length < 2 || (lexicon.has(first) && lexicon.has(second))) return undefined;
  const joint = lexicon.has(`${first}${ZWNJ}${second}`) ? ZWNJ : lexicon.has(first + second) ? "" : undefined;
  if (joint === undefined || (isWord(first, lexicon) && isWord(second, lexicon))) return undefined;
  // Names: ون گوگ, and one that the dictionary has in one, لوکا بوناچیچ.
  if (OF_NAMES.test(first)) return undefined;
  if (joint === "" && (first.length >= 4 || NUMBERS.has(first))) return undefined;
  if (ENDING.test(first) || ENDING.test(second) || lexicon.isVerb(second)) return undefined;
  // Preverbs stand apart: فرا بگیرید.
  if (FUNCTION_WORDS.has(first) || FUNCTION_WORDS.has(second) || /^(?:فرا|فرو|ور|وا|باز)$/.test(first)) return undefined;
  return joint;
}

/** Whether what stands after a participle is no verb of which it would be a part: مناطق سیل زده استان. */
function goesOn(after: string): boolean {
  return !/^(?:ن?می\u200C.*|و|تا|اما|ولی|که|اند|ام|ای|ایم|اید|ن?(?:شد|بود|باش)(?:م|ی|د|یم|ید|ند|ه)?(?:\u200C.*)?|شو.*|است|نیست.*|هست.*|ن?خواه.*)$/.test(
    after,
  );
}

/** The bound parts that a second part may be, also with an ending: برداران → بردار. */
function boundParts(second: string): string[] {
  const ending = /(?:\u200C(?:ها(?:ی|یی)?|ای|اند)|ان)$/.exec(second);
  const stem = ending ? second.slice(0, ending.index) : "";
  return [second, ...(second === "گران" || second === "آبادان" ? [] : [stem])].filter((part) => BOUND_PARTS.has(part));
}

function arabicStem(second: string): string {
  return second.replace(/(?:\u200C(?:ها|های|هایی|ای)|ان|ی)$/, "");
}

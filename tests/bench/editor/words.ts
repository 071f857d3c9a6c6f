/** A long Persian article made up from a seed: headings, paragraphs, lists, quotes, links and bold runs, as Markdown. */

const VOCABULARY = (
  "شهر مردم آب خاک زمین باران رودخانه کارخانه دولت مجلس شورا قانون بودجه گزارش خبرنگار سردبیر روزنامه صفحه تیتر عکس " +
  "پرونده دادگاه شهردار محله خیابان میدان بازار قیمت تورم کارگر کشاورز مدرسه دانشگاه پزشک بیمارستان هوا گرما سرما جنگل " +
  "می‌گوید می‌روند نمی‌دانیم خانه‌ها ساخته‌شده پیش‌بینی هم‌زمان این‌که آن‌چه برنامه‌ریزی سال‌های تصمیم‌گیری گفت‌وگو است بود شد " +
  "و در به از که را با برای تا بر هر نیز اما اگر چون پس هنوز دیگر همین آنان ما او خود چند یک دو سه بیشتر کمتر بزرگ کوچک " +
  "تازه کهنه روشن دشوار ساده نخست سپس امروز فردا دیروز صبح شب ماه هفته ۱۴۰۳ ۲۵ ۱۲٫۵ درصد UNESCO GDP Reuters"
).split(" ");

/** What house style and spelling find, each by itself. */
const FAULTS = "می رود|کتاب ها|نمی داند|خبر نگار|بزرگ تر|مسئلهٔ|دولط|گذارش|خیابانن|شهرداار|گفت :|بعنوان|كارگر|حتما".split("|");

const LINKS = ["https://example.org/report", "https://example.com/a/b?c=1", "mailto:desk@example.org"];

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param faultEvery one in so many words is a fault of house style or spelling; with 0 none is written
 * @returns Markdown of about `words` words that ends with a plain paragraph
 */
export function writeArticle(words: number, seed: number, faultEvery = 0): string {
  const writer = new Writer(randomFrom(seed), faultEvery);
  const blocks = [`# ${writer.words(7)}`];
  while (writer.written < words) {
    const turn = writer.below(20);
    if (turn === 0) blocks.push(`${"#".repeat(2 + writer.below(3))} ${writer.words(4)}`);
    else if (turn === 1) blocks.push(writer.list());
    else if (turn === 2) blocks.push(`> ${writer.sentences(2)}`);
    else blocks.push(writer.sentences(3 + writer.below(4)));
  }
  blocks.push(writer.words(40));
  return blocks.join("\n\n");
}

class Writer {
  written = 0;
  readonly #random: () => number;
  readonly #faultEvery: number;

  constructor(random: () => number, faultEvery: number) {
    this.#random = random;
    this.#faultEvery = faultEvery;
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  words(count: number): string {
    this.written += count;
    return Array.from({ length: count }, () => this.#word()).join(" ");
  }

  sentences(count: number): string {
    return Array.from({ length: count }, () => this.#sentence()).join(" ");
  }

  list(): string {
    const sign = this.below(2) === 0 ? "-" : "1.";
    return Array.from({ length: 3 + this.below(5) }, () => `${sign} ${this.words(6 + this.below(9))}`).join("\n");
  }

  #word(): string {
    const words = this.#faultEvery > 0 && this.below(this.#faultEvery) === 0 ? FAULTS : VOCABULARY;
    return words[this.below(words.length)]!;
  }

  #sentence(): string {
    const [before, within, after] = [this.words(4 + this.below(8)), this.words(1 + this.below(3)), this.words(3 + this.below(8))];
    const turn = this.below(8);
    const formatted = turn === 0 ? `**${within}**` : turn === 1 ? `[${within}](${LINKS[this.below(LINKS.length)]})` : within;
    return `${before} ${formatted}، ${after}.`;
  }
}

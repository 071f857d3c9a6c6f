/** Words that take no ending of their own: prepositions, conjunctions, interjections. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  "از به با بی در بر تا که و را یا چون اما ولی اگر هم نیز پس نه بله آره خب خوب ای وای آی آه هر هیچ همان همین چه چرا باید شاید مگر بلکه زیرا پیش برای درباره است بود شد نیست هست".split(
    " ",
  ),
);

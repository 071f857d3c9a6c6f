import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Answer, Route } from "./handler.ts";

const TEXT = {
  fa: {
    title: "دعوت به تحریریه",
    lead: "شما به تحریریه‌ای دعوت شده‌اید که با «تحریر» کار می‌کند.",
    have: "اگر تحریر را دارید",
    steps: [
      "نشانی این صفحه را از نوار نشانی مرورگر کپی کنید.",
      "برنامهٔ تحریر را باز کنید و «پیوستن به تحریریه» را برگزینید.",
      "نشانی را آنجا بچسبانید. پیش از پیوستن می‌بینید به کجا می‌رسد و چه چیز فرستاده می‌شود.",
    ],
    start: "اگر هنوز تحریر را روی این رایانه باز نکرده‌اید",
    startSteps: [
      "در پوشهٔ تحریر این فرمان را اجرا کنید. تحریر در مرورگر باز می‌شود و هنوز به هیچ تحریریه‌ای نپیوسته است.",
      "آنجا «پیوستن به تحریریه» را برگزینید و نشانی این صفحه را بچسبانید.",
    ],
    note: "این دعوت تنها یک بار و تا زمان معینی به کار می‌رود.",
  },
  ar: {
    title: "دعوة إلى غرفة الأخبار",
    lead: "وُجّهت إليك دعوة إلى غرفة أخبار تعمل ببرنامج «تحرير».",
    have: "إن كان لديك تحرير",
    steps: [
      "انسخ عنوان هذه الصفحة من شريط العنوان في المتصفح.",
      "افتح برنامج تحرير واختر «الانضمام إلى غرفة أخبار».",
      "ألصق العنوان هناك. قبل الانضمام سترى إلى أين يؤدي وما الذي يُرسل.",
    ],
    start: "إن لم تستخدم تحرير على هذا الحاسوب بعد",
    startSteps: [
      "شغّل هذا الأمر في مجلد تحرير. يُفتح تحرير في المتصفح، من دون أن يكون قد انضم إلى أي غرفة أخبار.",
      "اختر هناك «الانضمام إلى غرفة أخبار» وألصق عنوان هذه الصفحة.",
    ],
    note: "تصلح هذه الدعوة لمرة واحدة ولمدة محدودة.",
  },
  he: {
    title: "הזמנה למערכת",
    lead: "הוזמנת למערכת שעובדת עם ״תחריר״.",
    have: "אם תחריר כבר מותקן אצלך",
    steps: [
      "יש להעתיק את כתובת הדף הזה משורת הכתובת של הדפדפן.",
      "יש לפתוח את תחריר ולבחור ״הצטרפות למערכת״.",
      "שם מדביקים את הכתובת. לפני ההצטרפות יוצג לאן היא מובילה ומה יישלח.",
    ],
    start: "אם תחריר עדיין לא נפתח במחשב הזה",
    startSteps: [
      "יש להריץ את הפקודה הזו בתיקייה של תחריר. תחריר ייפתח בדפדפן, עדיין בלי מערכת.",
      "שם בוחרים ״הצטרפות למערכת״ ומדביקים את כתובת הדף הזה.",
    ],
    note: "ההזמנה תקפה לפעם אחת ולזמן מוגבל.",
  },
  en: {
    title: "Invitation to a newsroom",
    lead: "You are invited to a newsroom that works with Tahrir.",
    have: "If you have Tahrir",
    steps: [
      "Copy the address of this page from your browser’s address bar.",
      "Open Tahrir and choose “Join a newsroom”.",
      "Paste the address there. Before you join, you see where it leads and what would be sent.",
    ],
    start: "If you have not used Tahrir on this computer yet",
    startSteps: [
      "Run this command in Tahrir’s folder. Tahrir opens in the browser, and has joined no newsroom yet.",
      "Choose “Join a newsroom” there, and paste the address of this page.",
    ],
    note: "The invitation works once, and for a limited time.",
  },
} as const;

/** Persian and Arabic need a font that not every system has. The path is relative to the page, which may stand below a path of a proxy. */
const FONT = "join/vazirmatn.woff2";
const COMMAND = "npm ci && npm run -s desk";

const STYLE = `
@font-face { font-family: Vazirmatn; src: url(${FONT}) format("woff2"); font-weight: 100 900; font-display: swap; unicode-range: U+0600-06FF, U+200C-200E, U+FB50-FDFF, U+FE70-FEFC }
:root { color-scheme: light dark; font: 1.125rem/1.8 Vazirmatn, system-ui, sans-serif }
body { max-inline-size: 36rem; margin-inline: auto; padding: 2rem 1.25rem }
section + section { border-block-start: 1px solid; margin-block-start: 2rem; padding-block-start: 1rem }
h1 { font-size: 1.5rem }
h2 { font-size: 1.125rem; margin-block: 1.5rem 0.25rem }
li { margin-block: 0.25rem }
[lang=fa] ol { list-style: persian }
[lang=ar] ol { list-style: arabic-indic }
code { display: block; inline-size: fit-content; max-inline-size: 100%; margin-block: 0.5rem; padding: 0.25rem 0.75rem; overflow-x: auto; border: 1px solid; border-radius: 6px; font: 0.9375rem/1.6 ui-monospace, monospace }
`;

const list = (items: readonly string[]): string => items.map((item) => `<li>${item}</li>`).join("");

function section(language: keyof typeof TEXT, dir: "rtl" | "ltr"): string {
  const { title, lead, have, steps, start, startSteps, note } = TEXT[language];
  const first = `<li>${startSteps[0]}<code dir="ltr">${COMMAND}</code></li>`;
  return `<section lang="${language}" dir="${dir}"><h1>${title}</h1><p>${lead}</p><h2>${have}</h2><ol>${list(steps)}</ol><h2>${start}</h2><ol>${first}${list(startSteps.slice(1))}</ol><p>${note}</p></section>`;
}

const HTML = `<!doctype html>
<html lang="fa" dir="rtl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${TEXT.fa.title} · ${TEXT.en.title}</title>
<style>${STYLE}</style></head>
<body><main>${section("fa", "rtl")}${section("ar", "rtl")}${section("he", "rtl")}${section("en", "ltr")}</main></body>
</html>
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
const PAGE: Answer = { status: 200, type: "text/html", body: HTML, headers: { "Content-Security-Policy": POLICY } };

/**
 * The page that an invited person sees who opens the invitation in a browser, and its font (DE26). The code stays behind the `#` of
 * the address.
 */
export function joinPageRoutes(): Route[] {
  const font = readFileSync(fileURLToPath(import.meta.resolve("@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2")));
  return [
    { method: "GET", path: /^\/join$/, handle: () => PAGE },
    {
      method: "GET",
      path: /^\/join\/vazirmatn\.woff2$/,
      handle: () => ({ status: 200, type: "font/woff2", body: font, headers: { "Cache-Control": "max-age=86400" } }),
    },
  ];
}

/** What an invited person sees who opens the invitation in a browser: how to use it. The code stays in the address. */
import { createHash } from "node:crypto";
import type { Answer } from "./http.ts";

const TEXT = {
  fa: {
    title: "دعوت به تحریریه",
    lead: "شما به تحریریه‌ای دعوت شده‌اید که با «تحریر» کار می‌کند.",
    steps: [
      "نشانی این صفحه را از نوار نشانی مرورگر رونوشت بگیرید.",
      "برنامهٔ تحریر را باز کنید و «پیوستن به تحریریه» را برگزینید.",
      "نشانی را آنجا بچسبانید.",
    ],
    note: "این دعوت تنها یک بار و تا زمان معینی به کار می‌آید.",
  },
  en: {
    title: "Invitation to a newsroom",
    lead: "You are invited to a newsroom that works with Tahrir.",
    steps: [
      "Copy the address of this page from your browser’s address bar.",
      "Open Tahrir and choose “Join a newsroom”.",
      "Paste the address there.",
    ],
    note: "The invitation works once, and for a limited time.",
  },
} as const;

const STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.7 Vazirmatn, "Segoe UI", Tahoma, system-ui, sans-serif }
body { max-inline-size: 36rem; margin-inline: auto; padding: 2rem 1.25rem }
section + section { border-block-start: 1px solid; margin-block-start: 2rem; padding-block-start: 1rem }
h1 { font-size: 1.5rem }
`;

function section(language: keyof typeof TEXT, dir: "rtl" | "ltr"): string {
  const { title, lead, steps, note } = TEXT[language];
  const list = steps.map((step) => `<li>${step}</li>`).join("");
  return `<section lang="${language}" dir="${dir}"><h1>${title}</h1><p>${lead}</p><ol>${list}</ol><p>${note}</p></section>`;
}

const HTML = `<!doctype html>
<html lang="fa" dir="rtl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${TEXT.fa.title} · ${TEXT.en.title}</title>
<style>${STYLE}</style></head>
<body><main>${section("fa", "rtl")}${section("en", "ltr")}</main></body>
</html>
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

export function joinPage(): Answer {
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
  return { status: 200, type: "text/html", body: HTML, headers: { "Content-Security-Policy": policy } };
}

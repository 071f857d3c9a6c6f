/** The page that stands in for the program when a link was used already; in both languages, as it knows no setting. */
export const noEntryPage = `<!doctype html>
<html lang="fa" dir="rtl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>تحریر · Tahrir</title>
<style>body{font:18px/1.9 system-ui,sans-serif;max-inline-size:36rem;margin:4rem auto;padding-inline:1rem;color:#222;background:#faf9f7}</style>
<h1>این پیوند دیگر کار نمی‌کند</h1>
<p>هر پیوند تحریر یک بار باز می‌شود. در پنجره‌ای که <bdi dir="ltr">npm start</bdi> در آن اجرا شده است کلید Enter را بزنید تا پیوندهای تازه نوشته شوند. نوشته‌های شما سر جای خود هستند.</p>
<div lang="en" dir="ltr">
<h1>This link no longer works</h1>
<p>A Tahrir link opens once. Press Enter in the terminal where npm start runs, and it prints new links. Nothing you wrote is lost.</p>
</div>
</html>
`;

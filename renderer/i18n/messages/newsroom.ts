/** Strings of joining a newsroom, and of what stays out of it. */
export const newsroom = {
  fa: {
    "join.about": "نشانی دعوت‌نامه‌ای را که گرفته‌اید این‌جا بچسبانید. پیش از آن که چیزی فرستاده شود، می‌بینید به کجا می‌رسد.",
    "join.again":
      "سرور این رایانه را دیگر نمی‌شناسد. دعوت‌نامهٔ تازه‌ای بگیرید و نشانی‌اش را این‌جا بچسبانید. نوشته‌های شما همین‌جا می‌ماند و پس از پیوستن فرستاده می‌شود.",
    "join.look": "ادامه",
    "join.title": "به این تحریریه می‌پیوندید؟",
    "join.newsroom": "تحریریه",
    "join.unnamed": "بی‌نام",
    "join.host": "سرور",
    "join.name": "به نام",
    "join.role": "نقش",
    "join.inviter": "دعوت‌کننده",
    "join.guest": "مهمان",
    "join.role.article": "{role}، تنها در یک مقاله",
    "join.role.device": "{role}، با دستگاهی دیگر",
    "join.articles": "{count, plural, one {# مقالهٔ این رایانه} other {# مقالهٔ این رایانه}} هنوز در هیچ تحریریه‌ای نیست. پس از پیوستن:",
    "join.share.none": "همه روی همین رایانه بماند؛ هر کدام را بعد هم می‌توانم بدهم",
    "join.share.all": "همه به این تحریریه فرستاده شود",
    "join.share.some": "خودم برمی‌گزینم",
    "join.list": "مقاله‌هایی که فرستاده می‌شود",
    "join.newest": "فقط {shown, plural, one {# مقالهٔ تازه‌تر} other {# مقالهٔ تازه‌تر}} در این فهرست است؛ بقیه روی این رایانه می‌ماند.",
    "join.kept":
      "با این نقش نمی‌توانید مقاله‌ای با خود بیاورید: {count, plural, one {# مقالهٔ این رایانه} other {# مقالهٔ این رایانه}} همین‌جا می‌ماند.",
    "join.now": "پیوستن",
    "join.back": "بازگشت",
    "app.sync.private": "فقط روی این رایانه",
    "app.sync.about.private": "این مقاله را به تحریریه نداده‌اید: سرور و همکارانتان از آن چیزی نمی‌دانند، و روی همین رایانه ذخیره می‌شود.",
    "join.share.now": "دادن به تحریریه",
  },
  en: {
    "join.about": "Paste the address of the invitation that you were given. Before anything is sent, you see where it leads.",
    "join.again":
      "The relay does not know this computer any more. Ask for a new invitation and paste its address. What you have written stays here, and is sent once you have joined.",
    "join.look": "Continue",
    "join.title": "Join this newsroom?",
    "join.newsroom": "Newsroom",
    "join.unnamed": "Without a name",
    "join.host": "Relay",
    "join.name": "As",
    "join.role": "Role",
    "join.inviter": "Invited by",
    "join.guest": "Guest",
    "join.role.article": "{role}, on one article only",
    "join.role.device": "{role}, with another device",
    "join.articles":
      "{count, plural, one {# article on this computer is} other {# articles on this computer are}} in no newsroom yet. After joining:",
    "join.share.none": "All stay on this computer; I can share each of them later",
    "join.share.all": "All are sent to this newsroom",
    "join.share.some": "I choose",
    "join.list": "Articles that are sent",
    "join.newest":
      "Only the {shown, plural, one {newest article is} other {# newest articles are}} listed; the others stay on this computer.",
    "join.kept":
      "With this role you cannot bring articles: {count, plural, one {the # article} other {the # articles}} on this computer will stay here.",
    "join.now": "Join",
    "join.back": "Back",
    "app.sync.private": "On this computer only",
    "app.sync.about.private":
      "You have not shared this article with the newsroom: the relay and your colleagues know nothing of it, and it is stored on this computer.",
    "join.share.now": "Share with the newsroom",
  },
} as const;

/**
 * A file that a window offers to whatever it is dropped on (EX50). The window makes its ticket, since a drag begins before the core
 * could answer; whoever comes with the ticket gets the file, once.
 */
export const TICKET = /^[\w-]{32}$/;

/** Articles that are dragged at once; more leave by the menus of the library. */
export const MOST_DRAGGED = 200;

/** Where the desk in a browser serves it: a ticket follows. */
export const OFFERED_PATH = "/leaving/";

/** Type of a drag that carries an article, so that our own windows tell it from text of others. */
export const ARTICLE_DRAG = "application/x-tahrir-article";

/** What the sync state says, in English. */
export const SAVED = /relay/i;
export const OFFLINE = /this computer/i;
export const WAITING = /waiting/i;

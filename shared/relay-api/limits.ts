const DAY = 24 * 60 * 60 * 1000;

/** How long an invitation may last at most, in milliseconds. */
export const LONGEST_INVITATION_LIFE = 365 * DAY;

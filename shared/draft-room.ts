const ROOM = /^draft\/([A-Za-z0-9_-]{8,64})$/;

/** The name of the room that carries this desk's draft of an article (DR1). No relay knows rooms of such names. */
export const draftRoom = (article: string): string => `draft/${article}`;

/** The article of which a room is the draft; null for any other room. */
export const articleOfDraft = (room: string): string | null => ROOM.exec(room)?.[1] ?? null;

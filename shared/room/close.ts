/** Close codes of a room, on a WebSocket as over the RPC. 4400–4499 are final for a y-websocket client, others mean "come back". */
export const CLOSE = { broken: 1011, notStored: 1013, malformed: 4400, refused: 4403 } as const;

export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

const REASON_MAX = 500;

/** The reason of an act that takes another back: it names what it undoes. */
export const undoReason = (reason: string): string => `undo: ${reason}`.slice(0, REASON_MAX);

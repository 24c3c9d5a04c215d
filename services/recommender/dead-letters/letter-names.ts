/** `dead-letters/<day>/<reason>/<milliseconds, 15 digits>-<id>.json`: what is counted and bounded, without reading it. */
export const FOLDER = 'dead-letters/';
const NAME = /^dead-letters\/(\d{4}-\d\d-\d\d)\/([a-z-]{1,64})\/(\d{15})-([0-9a-f]{32})\.json$/;

export interface LetterName {
  readonly name: string;
  readonly day: string;
  readonly reason: string;
  /** Milliseconds since 1970, of receipt. */
  readonly received: number;
  readonly id: string;
}

export const letterNameOf = (id: string, reason: string, received: number): LetterName => {
  const day = new Date(received).toISOString().slice(0, 10);
  const name = `${FOLDER}${day}/${reason}/${String(received).padStart(15, '0')}-${id}.json`;
  return { name, day, reason, received, id };
};

/** Undefined for an object that isn't one of ours. */
export const readLetterName = (name: string): LetterName | undefined => {
  const [, day, reason, received, id] = NAME.exec(name) ?? [];
  if (day === undefined || reason === undefined || received === undefined || id === undefined)
    return undefined;
  return { name, day, reason, received: Number(received), id };
};

/** A day's garbage of one reason doesn't push out what was refused for another. */
const A_DAY_AND_REASON = 500;
const IN_ALL = 5_000;
const DAYS = 30;
const DAY_MS = 86_400_000;

/** Which of them have to go, the oldest first to go. @param newest newest first */
export const beyondBounds = (newest: readonly LetterName[], now: number): readonly LetterName[] => {
  const counts = new Map<string, number>();
  let kept = 0;
  return newest.filter(({ day, reason, received }) => {
    const key = `${day}/${reason}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > A_DAY_AND_REASON || kept >= IN_ALL || received < now - DAYS * DAY_MS) return true;
    kept++;
    return false;
  });
};

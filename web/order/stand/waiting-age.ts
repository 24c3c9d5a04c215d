interface Age {
  readonly words: string;
  readonly color: string;
}

/** Shares of the pick-up time after which a waiting order is looked at twice. */
const LONG = 1 / 3;
const LATE = 2 / 3;

/** How pressing a waiting order is, in colour and in words (never by colour alone). */
export const waitingAge = (waitedSeconds: number, pickupSeconds: number): Age => {
  const share = waitedSeconds / Math.max(1, pickupSeconds);
  if (share >= 1) return { words: 'Pick-up time is over', color: 'tomato' };
  if (share >= LATE) return { words: 'Waiting very long', color: 'tomato' };
  return share >= LONG ? { words: 'Waiting long', color: 'mustard' } : { words: 'Fresh', color: 'relish' };
};

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long a model that went down is left alone: twice as long each time, a minute at most. @param times 1 and more */
export const backOffMs = (times: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(times - 1, 16));

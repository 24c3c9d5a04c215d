const MINUTES_A_DAY = 1_440;
const ZERO = 48;
/** No day and no minute: later than any. Negative numbers are days, too: those before 1970. */
export const NEVER = 0x7fffffff;

/**
 * Minutes since 1970 UTC of an ISO 8601 time. Times in `Z` are read without a Date; the date part of the
 * last one is remembered, since neighbours on a log share it.
 * @throws RangeError for a text that is no time
 */
export const createMinuteReader = (): ((time: string) => number) => {
  let lastDate = '';
  let lastMidnight = 0;
  return (time) => {
    if (!time.endsWith('Z') || time.length < 20) {
      const instant = Date.parse(time);
      if (Number.isNaN(instant)) throw new RangeError(`not a time: ${time}`);
      return Math.floor(instant / 60_000);
    }
    const date = time.slice(0, 10);
    if (date !== lastDate) {
      lastDate = date;
      lastMidnight = Date.parse(`${lastDate}T00:00:00Z`) / 60_000;
    }
    const hours = (time.charCodeAt(11) - ZERO) * 10 + time.charCodeAt(12) - ZERO;
    const minutes = (time.charCodeAt(14) - ZERO) * 10 + time.charCodeAt(15) - ZERO;
    return lastMidnight + hours * 60 + minutes;
  };
};

/** Days since 1970 UTC. */
export const dayOfMinute = (minute: number): number => Math.floor(minute / MINUTES_A_DAY);

/** `YYYY-MM-DD` of a day since 1970 UTC. */
export const dateOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The day of a `YYYY-MM-DD`, since 1970 UTC; undefined for what is no date. */
export const dayOfDate = (date: string): number | undefined => {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(instant) ? undefined : Math.floor(instant / 86_400_000);
};

import { DateTime } from 'luxon';

/** The calendar day of an instant (milliseconds) in one time zone, as YYYY-MM-DD. Days sort as strings. */
export type DayOf = (instant: number) => string;

/**
 * Days of a time zone, whatever daylight saving does to their length.
 * The last day's bounds are remembered: a fold asks for the same day thousands of times in a row.
 */
export const createDayOf = (timeZone: string): DayOf => {
  let from = 0;
  let until = 0;
  let day = '';
  return (instant) => {
    if (instant < from || instant >= until) {
      const start = DateTime.fromMillis(instant, { zone: timeZone }).startOf('day');
      from = start.toMillis();
      // A day that begins at 01:00 (clocks changed at midnight) is not followed by one that does.
      until = start.plus({ days: 1 }).startOf('day').toMillis();
      day = start.toFormat('yyyy-MM-dd');
    }
    return day;
  };
};

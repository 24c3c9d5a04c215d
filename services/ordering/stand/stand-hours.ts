import { DateTime } from 'luxon';

/** Instants in milliseconds. A stand that never closes has neither. */
export type Opening =
  { readonly open: true; readonly closesAt?: number } | { readonly open: false; readonly opensAt: number };

export interface StandHours {
  at(now: number): Opening;
}

interface WallTime {
  readonly hour: number;
  readonly minute: number;
}

const ALWAYS: StandHours = { at: () => ({ open: true }) };

const wallTime = (text: string): WallTime => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute };
};

const minutes = ({ hour, minute }: WallTime): number => hour * 60 + minute;

/**
 * The instants at which a day's clocks show a time: two in the hour that autumn repeats, and in the hour that
 * spring leaves out the one that is as long after midnight.
 */
const instantsOf = (day: DateTime, { hour, minute }: WallTime): readonly number[] => {
  const { year, month, day: dayOfMonth } = day;
  const time = DateTime.fromObject({ year, month, day: dayOfMonth, hour, minute }, { zone: day.zone });
  return time.getPossibleOffsets().map((possible) => possible.toMillis());
};

/**
 * Daily hours on the wall clock of a time zone.
 * @param hours `always` or `HH:MM-HH:MM`; an end that isn't after the start is on the next day
 */
export const createStandHours = (hours: string, timeZone: string): StandHours => {
  const [start = '', end = ''] = hours.split('-');
  if (hours === 'always' || start === end) return ALWAYS;
  const opens = wallTime(start);
  const closes = wallTime(end);
  const closesNextDay = minutes(closes) <= minutes(opens) ? 1 : 0;

  /** Opens at the first and closes at the last such time, so that a repeated hour is sold through. */
  const shift = (now: number, days: number): { from: number; until: number } => {
    const day = DateTime.fromMillis(now, { zone: timeZone }).plus({ days });
    return {
      from: Math.min(...instantsOf(day, opens)),
      until: Math.max(...instantsOf(day.plus({ days: closesNextDay }), closes)),
    };
  };

  const find = (now: number): Opening => {
    // Clocks set forward may leave nothing of a day's shift; the one after it is always there.
    const shifts = [-1, 0, 1, 2].map((days) => shift(now, days)).filter(({ from, until }) => from < until);
    const current = shifts.find(({ from, until }) => from <= now && now < until);
    if (current) return { open: true, closesAt: current.until };
    return { open: false, opensAt: Math.min(...shifts.map(({ from }) => from).filter((from) => from > now)) };
  };

  // Time zones are slow to ask (.3 ms), and what was found holds until it opens or closes.
  let found: { readonly since: number; readonly until: number; readonly opening: Opening } | undefined;
  return {
    at(now) {
      if (!found || now < found.since || now >= found.until) {
        const opening = find(now);
        found = { since: now, until: (opening.open ? opening.closesAt : opening.opensAt) ?? now, opening };
      }
      return found.opening;
    },
  };
};

const MICRO = 1_000_000;
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const roundDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const plural = (amount: number, one: string, many: string): string => (amount === 1 ? one : many);

/** Minor units as money: 850 → `$8.50`; whole amounts from $100 on without cents: 29700 → `$297`. */
export const money = (minor: number): string =>
  minor >= 10_000 && minor % 100 === 0
    ? dollars.format(minor / 100).replace(/\.00$/, '')
    : dollars.format(minor / 100);

/** Minor units as money without cents, where `about` stands before it: 8825 → `$88`. */
export const roundMoney = (minor: number): string => roundDollars.format(minor / 100);

/** 12345 → `12,345`. */
export const count = (value: number): string => whole.format(value);

/** 1 → `1 account`, 9 → `9 accounts`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${plural(value, one, many)}`;

/** 14 → `14 days`. */
export const days = (value: number): string => counted(value, 'day');

/** Millionths of a vote: 12345678 → `12.3 votes`; less than a twentieth of a vote → `under 0.1 votes`. */
export const votes = (micro: number): string => {
  const value = micro / MICRO;
  if (micro > 0 && value < 0.05) return 'under 0.1 votes';
  const text = tenths.format(value);
  return `${text} ${text === '1' ? 'vote' : 'votes'}`;
};

/** A share from 0 to 1: .234 → `23.4%`. */
export const percent = (share: number): string => percents.format(share);

/** A difference of shares in percentage points, with its sign: −.068 → `−6.8`. */
export const points = (gap: number): string => {
  const tenthsOfPoints = Math.round(gap * 1_000);
  return `${tenthsOfPoints > 0 ? '+' : tenthsOfPoints < 0 ? '−' : ''}${(Math.abs(tenthsOfPoints) / 10).toFixed(1)}`;
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago, or in how long: `3 minutes ago`, `in 2 hours`, `just now`. Both as ISO instants or ms. */
export const relativeTime = (at: string, now: number): string => {
  const seconds = Math.round((Date.parse(at) - now) / 1_000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 10 ? 'in a moment' : 'just now';
};

/** Seconds as a clock: 95 → `1:35`. */
export const clock = (seconds: number): string => {
  const left = Math.max(0, Math.floor(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
};

/** A wait in words: 40 → `40 s`, 260 → `4 min`, 8000 → `2 h 13 min`. */
export const wait = (seconds: number): string => {
  const left = Math.max(0, Math.floor(seconds));
  if (left < 60) return `${left} s`;
  const minutes = Math.floor(left / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** Day and time as the reader's clock shows them: `Fri, Nov 20, 12:00`. */
export const dayAndTime = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(new Date(at));

/** The time alone: `12:45`. */
export const timeOfDay = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-US', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(new Date(at));

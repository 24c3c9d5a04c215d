import type { Overview } from './share-lines.ts';

const minute = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** Days of the fold are UTC days: a reader west of London must not see yesterday's date on them. */
const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** A bucket's start on the axis: `12:05` by the minute, `Nov 20` by the day. */
export const bucketLabel = (start: string, window: Overview['window']): string =>
  (window === 'hour' ? minute : day).format(new Date(start));

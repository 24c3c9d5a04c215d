import type { getTimeline } from '../../../services/contracts/http/accounts.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import type { AccountDetail } from './account-detail.ts';
import { explainEvidence } from './explain-evidence.ts';

export type Timeline = ReplyOf<typeof getTimeline>;
export type TimelineDay = Timeline['days'][number];

/** Something that happened to the account on a day. */
export interface Mark {
  readonly day: string;
  readonly label: string;
  readonly kind: 'risen' | 'quarantined' | 'reinstated' | 'labelled' | 'evidence';
}

const DAY = 86_400_000;
/** Columns that a drawing can hold; a longer history is shown from its end. */
const MAX_COLUMNS = 400;

const dayOf = (time: string): string => new Date(time).toISOString().slice(0, 10);

/** The account's rise, the first evidence of each kind and what people did, in the order of their days. */
export const marksOf = (
  { establishedFrom, evidence }: Pick<Timeline, 'establishedFrom' | 'evidence'>,
  moderation: AccountDetail['moderation'],
): readonly Mark[] => {
  const acts = moderation.map(({ time, act, label }): Mark => ({
    day: dayOf(time),
    label: label === undefined ? act : `labelled ${label}`,
    kind: act,
  }));
  const risen: readonly Mark[] =
    establishedFrom === undefined ? [] : [{ day: establishedFrom, label: 'established', kind: 'risen' }];
  const noticed = evidence.map((found): Mark => ({
    day: found.first,
    label: explainEvidence(found).title,
    kind: 'evidence',
  }));
  return [...risen, ...noticed, ...acts].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};

/** Every day from the first order or mark to the last, those without orders too, as the calendar has them. */
export const calendarOf = (days: readonly TimelineDay[], marks: readonly Mark[]): readonly TimelineDay[] => {
  const known = new Map(days.map((day) => [day.day, day]));
  const dates = [...known.keys(), ...marks.map(({ day }) => day)].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const end = Date.parse(last);
  const start = Math.max(Date.parse(first), end - (MAX_COLUMNS - 1) * DAY);
  return Array.from({ length: Math.round((end - start) / DAY) + 1 }, (_, index) => {
    const day = dayOf(new Date(start + index * DAY).toISOString());
    return known.get(day) ?? { day, open: 0, fulfilled: 0, cancelled: 0, expired: 0, refunded: 0 };
  });
};

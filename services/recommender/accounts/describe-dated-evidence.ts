import { type DatedEvidence, MAX_TIMELINE_DAYS, type UndatedFilter } from '../../contracts/http/accounts.ts';
import { concernOf } from '../integrity/assessment.ts';
import { type Dated, datedEvidenceOf } from '../integrity/dated-evidence.ts';
import type { FilterCode } from '../integrity/filter.ts';
import { TOGETHER } from '../integrity/filters/lockstep.ts';
import { ONE, type Policy } from '../integrity/policy.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay, dayOfMinute } from '../votes/event-time.ts';
import { actionsOf, groupEvidenceOf } from './describe-account.ts';

/** What the strongest evidence of a filter leaves of the account's votes. */
const weightLeft = (code: FilterCode, strongest: number, { filters, tolerance }: Policy): number => {
  if (concernOf(code) !== 'taken') return ONE;
  const filter = filters[code];
  if (ONE - strongest < tolerance.popular) return 0;
  return filter && 'effect' in filter && filter.effect === 'lower' ? ONE - strongest : ONE;
};

const effectOf = (
  state: RecommenderState,
  account: number,
  { noticed: { code }, strongest, first }: Dated,
): Pick<DatedEvidence, 'effect' | 'weight'> => {
  const weight = weightLeft(code, strongest, state.policy);
  if (weight < ONE) return { effect: 'lowered', weight };
  const filter = state.policy.filters[code];
  const rise = state.tally.riseOf(account);
  const holds =
    filter !== undefined &&
    'effect' in filter &&
    filter.effect === 'hold' &&
    (rise === undefined || first < rise);
  return { effect: holds ? 'held' : 'told', weight };
};

/** Groups are judged as of now: what can be dated is what the account shares with the oldest of its own. */
const lockstepOf = (state: RecommenderState, account: number): readonly DatedEvidence[] => {
  const evidence = groupEvidenceOf(state, account);
  const group = state.tally.groups.together.get(account);
  if (!evidence || !group) return [];
  const oldest = actionsOf(state, group.oldest);
  const days = actionsOf(state, account).flatMap(([item, minute]) =>
    oldest.some(([other, at]) => other === item && Math.abs(at - minute) <= TOGETHER)
      ? [dayOfMinute(minute)]
      : [],
  );
  if (days.length === 0) return [];
  return [
    {
      ...evidence,
      first: dateOfDay(Math.min(...days)),
      last: dateOfDay(Math.max(...days)),
      effect: state.tally.groups.demoted.has(account) ? 'demoted' : 'told',
      weight: ONE,
    },
  ];
};

/** Filters that need to know what others did by then, which is not kept. */
const undatedBy = ({ filters }: Policy): UndatedFilter[] => [
  'avoidance',
  'shared-origin',
  ...(filters['same-choices'] ? (['same-choices'] as const) : []),
  ...(filters['co-visitation'].effect === 'lower' ? [] : (['co-visitation'] as const)),
];

/** Each piece of evidence at the day on which it first held, with what it changed. The state must be recounted. */
export const datedEvidence = (state: RecommenderState, account: number) => {
  const { account: _, today, taken, lines, items } = state.assessor.profile(account, state.today ?? 0);
  const orders = state.assessor.ordersOf(account);
  const history = { account, today, taken, lines, items, orders };
  const { from, isCut, dated } = datedEvidenceOf(history, state.policy, MAX_TIMELINE_DAYS);
  const own = dated.map((found): DatedEvidence => {
    const { code, facts, strength, items } = found.noticed;
    return {
      ...{ code, strength, facts: { ...facts } },
      ...(items && { items: items.map((item) => state.items.nameOf(item)) }),
      first: dateOfDay(found.first),
      last: dateOfDay(found.last),
      ...effectOf(state, account, found),
    };
  });
  return {
    evidence: [...lockstepOf(state, account), ...own],
    undated: undatedBy(state.policy),
    ...(isCut && { datedFrom: dateOfDay(from) }),
  };
};

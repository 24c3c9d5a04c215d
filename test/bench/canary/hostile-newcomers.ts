import type { EventOf } from '../../../services/contracts/events.ts';
import { armNames } from '../../../services/recommender/rollout/arms.ts';
import { judge, type Verdict } from '../../../services/recommender/rollout/judge.ts';
import { RolloutHistory } from '../../../services/recommender/rollout/rollout-history.ts';
import { seeded } from '../../builders/seeded.ts';
import { rolloutChanged } from '../../builders/acts.ts';
import { anItem, exposedTo } from '../../builders/an-answer.ts';
import { madeVisit, type Model, SAME } from './made-customer.ts';
import { PLAN } from './simulate-rollout.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-20T12:00:00Z');
const NEWCOMERS = 500;
const ACCOUNTS = 1_500;
const { challenger, control } = armNames(PLAN.rolloutId);

const isExposed = (event: { readonly type: string }): event is EventOf<'recommendation.exposed'> =>
  event.type === 'recommendation.exposed';
const isChange = (event: { readonly type: string }): event is EventOf<'rollout.changed'> =>
  event.type === 'rollout.changed';

const people = {
  find: (accountId: string) => Number(accountId.slice(2)),
  isEstablished: (account: number) => account < ACCOUNTS,
};
const minuteOf = (time: string): number => Math.floor(Date.parse(time) / MINUTE);

/** What hostile newcomers do to both arms at every turn: fail in one, take home from the other. */
const attack = (history: RolloutHistory, turn: number, praised: string): void => {
  const time = new Date(START).toISOString();
  const newcomer = ACCOUNTS + (turn % NEWCOMERS);
  for (const variant of [challenger, control]) {
    const said = { items: variant === praised ? [anItem('i-0')] : [] };
    const event = exposedTo(`n-${newcomer}`, variant, time, said);
    if (isExposed(event)) history.noteExposed(event, minuteOf, people);
  }
  history.noteFulfilled(newcomer, START / MINUTE);
};

const show = (history: RolloutHistory, account: number, model: Model, random: () => number): void => {
  const isChallenger = random() < 0.5;
  const { shown, converts } = madeVisit(isChallenger ? model : SAME, random);
  const event = exposedTo(
    `e-${account}`,
    isChallenger ? challenger : control,
    new Date(START).toISOString(),
    {
      items: shown.items.map(({ itemId }) => anItem(itemId)),
      certificate: { set: shown.certificate.set, remaining: [], price: NO_PRICE, waived: false },
    },
  );
  if (isExposed(event)) history.noteExposed(event, minuteOf, people);
  if (converts) history.noteFulfilled(account, START / MINUTE);
};
const NO_PRICE = { accounts: 0, established: 0, days: 0, amount: 0 };

/**
 * Every word of the judge on a rollout, one for each honest account.
 * @param praised whom 500 hostile newcomers order for; undefined where there are none
 */
export const wordsOn = (
  model: Model,
  seed: number,
  praised?: 'challenger' | 'control',
): readonly string[] => {
  const random = seeded(seed);
  const history = new RolloutHistory();
  const start = rolloutChanged(PLAN.rolloutId, 'started', { document: PLAN }, new Date(START).toISOString());
  if (isChange(start)) history.note(start, '1'.padStart(16, '0'), '');
  const words: Verdict[] = [];
  for (let account = 0; account < ACCOUNTS; account++) {
    if (praised) attack(history, account, armNames(PLAN.rolloutId)[praised]);
    show(history, account, model, random);
    if (history.active) words.push(judge(history.active, { now: START, isInForce: true, holds: [] }));
  }
  return words.map(({ decision, reasons }) => [decision, ...reasons].join(': '));
};

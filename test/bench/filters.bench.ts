import type { RelishEvent } from '../../services/contracts/events.ts';
import { storedEvents } from '../../services/platform/event-log/stored-events.ts';
import { AccountFacts } from '../../services/recommender/integrity/account-facts.ts';
import { Assessor } from '../../services/recommender/integrity/assessor.ts';
import { OrderBook } from '../../services/recommender/integrity/order-book.ts';
import { defaultPolicy, type Policy } from '../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { Ballots } from '../../services/recommender/votes/ballots.ts';
import { createMinuteReader, dayOfMinute } from '../../services/recommender/votes/event-time.ts';
import { Interner } from '../../services/recommender/votes/interner.ts';
import { Tally } from '../../services/recommender/votes/tally.ts';
import { withoutFilters } from '../abuse/recommenders/without-filters.ts';
import { type BenchRow, secondsOf } from './bench-row.ts';
import { syntheticShop } from './synthetic-shop.ts';

const SIZE = { accounts: 50_000, items: 1_000, orders: 500_000 };
const RUN = 1_000;
const ROUNDS = 3;
const ignore = (): void => undefined;

type Fold = (events: readonly RelishEvent[]) => void;

/** Every filter that may lower a vote does: all of them are asked of every account. */
const sharpest: Policy = {
  ...defaultPolicy,
  filters: {
    ...defaultPolicy.filters,
    flooding: { ...defaultPolicy.filters.flooding, effect: 'lower' },
    uniformity: { ...defaultPolicy.filters.uniformity, effect: 'lower' },
    'co-visitation': { ...defaultPolicy.filters['co-visitation'], effect: 'lower' },
  },
};

/** Orders, votes and standings, and nothing that a filter reads: the least that a fold does. */
const votesAlone = (): { fold: Fold; finish(): void } => {
  const policy = withoutFilters(defaultPolicy);
  const [accounts, items, ballots] = [new Interner(), new Interner(), new Ballots()];
  const deaf = {
    ...{ unitsPlaced: ignore, lineMoved: ignore, orderMoved: ignore },
    ...{ orderDated: ignore, factLearned: ignore, orderCounted: ignore },
  };
  const book = new OrderBook(ballots, deaf);
  const assessor = new Assessor(ballots, new AccountFacts(), () => [], policy);
  const tally = new Tally(ballots, policy, assessor, {
    isQuarantined: () => false,
    isCleared: () => false,
    nameOf: (account) => accounts.nameOf(account),
    actionsBefore: ignore,
  });
  const minuteOf = createMinuteReader();
  let today = 0;
  return {
    fold: (events) => {
      for (const { type, time, data } of events) {
        const minute = minuteOf(time);
        today = Math.max(today, dayOfMinute(minute));
        if (type === 'order.placed') {
          const parts = data.lines.map(({ itemId, quantity }) => ({ item: items.intern(itemId), quantity }));
          book.place(data.orderId, accounts.intern(data.accountId), minute, parts);
        } else if (type === 'order.fulfilled') {
          book.fulfil(data.orderId, accounts.intern(data.accountId), dayOfMinute(minute), undefined);
        }
      }
    },
    finish: () => void tally.refresh(today, accounts.size, items.size),
  };
};

const under = (policy: Policy) => () => {
  const state = new RecommenderState(policy, {});
  const finish = (): void => {
    state.recount();
  };
  const fold: Fold = (events) => {
    state.apply(events, () => '', '');
  };
  return { fold, finish, state };
};

const runsOf = (): readonly string[] => {
  const texts: string[] = [];
  let run = [];
  for (const event of syntheticShop(SIZE)) {
    run.push(event);
    if (run.length < RUN) continue;
    texts.push(JSON.stringify(run));
    run = [];
  }
  return texts;
};

/** What the filters cost: parsing, folding and recounting with them beside the same without, and bytes an account. */
export const benchFilters = async (): Promise<readonly BenchRow[]> => {
  const texts = runsOf();
  const speedOf = async (start: () => ReturnType<typeof votesAlone>): Promise<number> => {
    const { fold, finish } = start();
    const seconds = await secondsOf(() => {
      for (const text of texts) fold(storedEvents(text));
      finish();
    });
    return (texts.length * RUN) / seconds;
  };
  const best = { without: 0, default: 0, sharpest: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    best.without = Math.max(best.without, await speedOf(votesAlone));
    best.default = Math.max(best.default, await speedOf(under(defaultPolicy)));
    best.sharpest = Math.max(best.sharpest, await speedOf(under(sharpest)));
  }
  const { fold, finish, state } = under(defaultPolicy)();
  for (const text of texts) fold(storedEvents(text));
  finish();
  const bytes = state.factBytes / state.accounts.size;
  console.log(`${Math.round(bytes)} bytes an account are held for the filters\n`);
  const row = (name: string, figure: number): BenchRow => ({
    name,
    figure,
    unit: 'events/s',
    limit: { name: 'votes alone, nothing noted for filters', figure: best.without },
    ratio: figure / best.without,
  });
  return [
    row('fold with filters, default policy', best.default),
    row('fold with every filter asked of every account', best.sharpest),
  ];
};

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import {
  incidentClosed,
  incidentOpened,
  item,
  policyActivated,
  quarantined,
  reinstated,
} from '../builders/acts.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { expectSame } from '../builders/expect-same.ts';
import { applyTo, fold, listOf, popular } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policiesWithGroups, smallPolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';
import { saidOf } from '../builders/said-of.ts';

const SUSPECTS = [establishedAt(0), establishedAt(1), 'h-1', '__proto__'];
const ASKING = [...SUSPECTS, establishedAt(2)];
const INCIDENTS = ['one', 'two'];

/** All that a state says, apart from whether it is held. */
const publishedBy = (state: RecommenderState) => {
  const { lists, ...said } = saidOf(state, ASKING);
  return { ...said, lists: lists.map(({ heldSince: _, ...list }) => list) };
};

const soldOut = fc.nat(5).map((index) => [item('item.soldout', itemAt(index), daysAgo(0), {}, 'gone')]);
const statements = fc.oneof(
  { weight: 4, arbitrary: hostileEvents({ accounts: SUSPECTS, items: 6, maxLength: 20 }) },
  { weight: 1, arbitrary: soldOut },
);
const decision = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...INCIDENTS).map(incidentOpened) },
  { weight: 3, arbitrary: fc.constantFrom(...INCIDENTS).map(incidentClosed) },
  { weight: 2, arbitrary: fc.constantFrom(...SUSPECTS).map(quarantined) },
  { weight: 1, arbitrary: fc.constantFrom(...SUSPECTS).map(reinstated) },
  { weight: 1, arbitrary: policiesWithGroups.map((policy) => policyActivated(policy)) },
);
const turns = fc.array(fc.tuple(decision, statements), { minLength: 1, maxLength: 8, size: 'max' });

const isIncident = ({ type }: RelishEvent) => type.startsWith('incident.');
const opened = (event: RelishEvent) => (event.type === 'incident.opened' ? event.data.incidentId : undefined);
const closed = (event: RelishEvent) => (event.type === 'incident.closed' ? event.data.incidentId : undefined);

describe('while publication is held', () => {
  test('no order changes anything, what people decide does, and after it all is as if it had never been', () => {
    fc.assert(
      fc.property(policiesWithGroups, fc.nat(1_000), turns, (policy, seed, taken) => {
        const shop = aShop({ policy, seed, established: 5, newcomers: 2, items: 6, extraDays: 1 });
        const state = fold(shop, policy);
        const all: RelishEvent[] = [...shop];
        // What counts, by hand: nothing but our own acts while an incident is open, and then what has waited.
        const counted: RelishEvent[] = [...shop];
        let waiting: RelishEvent[] = [];
        let open: string | undefined;
        taken.forEach(([act, said], turn) => {
          const events = said.map((event): RelishEvent => ({ ...event, source: `/turns/${turn}` }));
          applyTo(state, [act, ...events]);
          all.push(act, ...events);
          open ??= opened(act);
          if (open !== undefined && closed(act) === open) {
            counted.push(...waiting);
            [open, waiting] = [undefined, []];
          }
          if (!isIncident(act)) counted.push(act);
          (open === undefined ? counted : waiting).push(...events);
          expect(state.incidents.open?.incidentId).toBe(open);
          expect(state.held.count).toBe(waiting.length);
          expect(Number(state.position)).toBe(all.length);
          expectSame(publishedBy(state), publishedBy(fold(counted, policy)));
        });
        // As whoever reads the log from its beginning has it: a restart, a replay, a dry run.
        expectSame(saidOf(fold(all, policy), ASKING), saidOf(state, ASKING));
        if (open !== undefined) applyTo(state, [incidentClosed(open)]);
        const never = all.filter((event) => !isIncident(event));
        expectSame(publishedBy(state), publishedBy(fold(never, policy)));
      }),
      runs(15),
    );
  });

  const shop = aShop({ policy: smallPolicy, established: 6, items: 6 });
  const good = anOrder('good').by(establishedAt(2)).of('new-1').fulfilled().events;

  test('a quarantine takes effect on the very next answer, and the answers say since when they are old', () => {
    const state = fold([...shop, incidentOpened('one'), ...good], smallPolicy);
    const before = listOf(state, popular());
    expect(before.items).toEqual(listOf(fold(shop, smallPolicy), popular()).items);
    expect(before.heldSince).toBe(String(shop.length + 1).padStart(16, '0'));
    applyTo(state, [quarantined(establishedAt(0))]);
    expect(listOf(state, popular()).items).not.toEqual(before.items);
  });

  test('the contract may change: no vote has to be counted anew for it', () => {
    const state = fold(shop, smallPolicy);
    const { tally, policyDigest } = state;
    const badRecords = { windowMinutes: 1, share: 0, least: 1 };
    applyTo(state, [policyActivated({ ...smallPolicy, badRecords })]);
    expect(state.policyDigest).not.toBe(policyDigest);
    expect(state.tally).toBe(tally);
  });

  test('what waited counts once it is closed, by whoever closes it, and only then', () => {
    const state = fold([...shop, incidentOpened('one'), incidentOpened('two'), ...good], smallPolicy);
    const digest = fold(shop, smallPolicy).digest();
    applyTo(state, [incidentClosed('two'), incidentClosed('three')]);
    expect([state.digest(), state.held.count]).toEqual([digest, good.length]);
    applyTo(state, [incidentClosed('one')]);
    expect(state.digest()).toBe(fold([...shop, ...good], smallPolicy).digest());
    expect(state.digest()).not.toBe(digest);
    expect(state.incidents.all).toMatchObject([{ incidentId: 'one', closed: { released: good.length } }]);
    expect(listOf(state, popular()).heldSince).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../../contracts/events.ts';
import type { Business } from '../../../contracts/incident-window.ts';
import { aLiveArtifact } from '../../../../test/builders/a-live-artifact.ts';
import { drained } from '../../votes/in-steps.ts';
import { establishedAt, itemAt } from '../../../../test/builders/a-shop.ts';
import { quarantined } from '../../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../../test/builders/fold.ts';
import { smallPolicy } from '../../../../test/builders/policies.ts';
import { otherThanLearnt } from '../monitors/other-than-learnt.ts';
import { businessIn } from './business-in.ts';

const ACCOUNTS = 40;
const regulars = Array.from({ length: ACCOUNTS }, (_, account) => establishedAt(account));
/** Each came on four days, for things of its own taste. */
const old = regulars.flatMap((account, index) =>
  [40, 32, 24, 16].flatMap(
    (ago, visit) =>
      anOrder(`old-${account}-${ago}`)
        .by(account)
        .of(itemAt((index + visit) % 20))
        .placedAt(daysAgo(ago, (index % 20) - 11))
        .fulfilled().events,
  ),
);
/** A week in which each regular takes one of three items, but for what is said of it. */
const week = regulars.map((account, index) =>
  anOrder(`week-${account}`)
    .by(account)
    .of(itemAt(index % 3))
    .placedAt(daysAgo(1 + (index % 5), (index % 20) - 11)),
);
const fulfilled = week.flatMap((order) => order.fulfilled().events);
const trained = aLiveArtifact(fold(old, smallPolicy));

/** Accounts that take fifty new things home, each others. */
const gluttons = (count: number) =>
  regulars.slice(0, count).map(
    (account) =>
      Array.from({ length: 50 }, (_, item) => `new-${account}-${item}`)
        .reduce((order, item) => order.of(item), anOrder(`much-${account}`).by(account))
        .placedAt(daysAgo(1))
        .fulfilled().events,
  );

const businessAfter = (events: readonly RelishEvent[]): Business => {
  const state = fold([...old, ...events], smallPolicy);
  state.recount();
  return drained(businessIn(state, [trained]))[0]!;
};
const nowOf = ({ items, others, unknown }: Business): readonly number[] =>
  [...items, ...others, unknown].map(({ now }) => now);

describe('what is taken home', () => {
  test('is shared out among what was known: each account counts once for an item', () => {
    const business = businessAfter(fulfilled);
    expect(business).toMatchObject({ accounts: ACCOUNTS, pairs: ACCOUNTS, artifact: trained.digest });
    expect(nowOf(business).reduce((sum, now) => sum + now, 0)).toBeCloseTo(1, 9);
    const first = business.items.find(({ itemId }) => itemId === itemAt(0))!;
    expect(first.now).toBeCloseTo(14 / ACCOUNTS, 9);
    expect(first.error).toBeGreaterThan(0);
    const again = week.flatMap((_, account) =>
      [1, 3, 4].flatMap(
        (ago) =>
          anOrder(`again-${account}-${ago}`)
            .by(establishedAt(account))
            .of(itemAt(account % 3), 5)
            .placedAt(daysAgo(ago))
            .fulfilled().events,
      ),
    );
    expect(nowOf(businessAfter([...fulfilled, ...again]))).toEqual(nowOf(business));
  });

  test('doesn’t count what was never fetched, however much was placed', () => {
    const floods = week.flatMap((order, account) => [
      ...order.fulfilled().events,
      ...Array.from({ length: 10 }, (_, flood) => `flood-${account}-${flood}`).flatMap(
        (id) => anOrder(id).by(establishedAt(account)).of('never').placedAt(daysAgo(1)).cancelled().events,
      ),
    ]);
    expect(businessAfter(floods)).toEqual(businessAfter(fulfilled));
  });

  test('isn’t moved by newcomers, in whatever number, nor by who is in quarantine', () => {
    const farm = Array.from({ length: 200 }, (_, account) => `farm-${account}`);
    const farmed = farm.flatMap((account) =>
      ['only-here', itemAt(1)].flatMap(
        (item) => anOrder(`${account}-${item}`).by(account).of(item).placedAt(daysAgo(1)).fulfilled().events,
      ),
    );
    expect(businessAfter([...fulfilled, ...farmed])).toEqual(businessAfter(fulfilled));
    const less = businessAfter([...fulfilled, quarantined(establishedAt(0))]);
    expect(less.accounts).toBe(ACCOUNTS - 1);
  });

  test('of an account with more items than it has votes is worth its votes', () => {
    const policy = { ...smallPolicy, votes: { ...smallPolicy.votes, budget: 2_000_000 } };
    const glutton = Array.from({ length: 30 }, (_, item) => `new-${item}`)
      .reduce((order, item) => order.of(item), anOrder('much').by(establishedAt(0)))
      .placedAt(daysAgo(1));
    const state = fold([...old, ...fulfilled, ...glutton.fulfilled().events], policy);
    state.recount();
    const [business] = drained(businessIn(state, [trained]));
    // 39 others with one item each; of its own 31 items 30 are new, and all of them are worth two.
    expect(business!.unknown.now).toBeCloseTo((2 * 30) / 31 / (ACCOUNTS - 1 + 2), 9);
  });

  test('of an account that takes very much is worth four ordinary ones', () => {
    const [one] = gluttons(1);
    const { unknown } = businessAfter([...fulfilled, ...one!]);
    expect(unknown.now).toBeCloseTo((4 * 50) / 51 / (ACCOUNTS - 1 + 4), 9);
  });

  test.each([
    [3, false],
    [12, true],
  ])('is another business if %d of 40 established accounts take what they like: %s', (hostile, isFound) => {
    const quiet = regulars.flatMap(
      (account, index) =>
        anOrder(`quiet-${account}`)
          .by(account)
          .of(itemAt(index % 20))
          .placedAt(daysAgo(1 + (index % 5), (index % 20) - 11))
          .fulfilled().events,
    );
    expect(otherThanLearnt([{ ...businessAfter(quiet), pairs: 50 }])).toBeUndefined();
    const business = businessAfter([...quiet, ...gluttons(hostile).flat()]);
    expect(otherThanLearnt([business]) !== undefined).toBe(isFound);
  });

  test('names what has risen though nobody knew it', () => {
    const events = week.flatMap((order, account) => [
      ...order.fulfilled().events,
      ...(account < 10
        ? anOrder(`n-${account}`).by(establishedAt(account)).of('new').placedAt(daysAgo(1)).fulfilled().events
        : []),
    ]);
    const { risen, unknown } = businessAfter(events);
    expect(risen).toEqual([{ itemId: 'new', before: 0, now: 10 / (ACCOUNTS + 10) }]);
    expect(unknown.now).toBeCloseTo(10 / (ACCOUNTS + 10), 9);
  });

  test('is nothing where no model is live, and of every live one where there are', () => {
    const state = applyTo(fold(old, smallPolicy), fulfilled);
    state.recount();
    expect(drained(businessIn(state, []))).toEqual([]);
    const other = { ...trained, digest: `sha256:${'1'.repeat(64)}` };
    const found = drained(businessIn(state, [trained, other]));
    expect(found.map(({ artifact }) => artifact)).toEqual([trained.digest, other.digest]);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { rolloutDocument } from '../../services/contracts/rollout.ts';
import { defaultPolicy, type Policy } from '../../services/recommender/integrity/policy.ts';
import { armNames } from '../../services/recommender/rollout/arms.ts';
import { aFarm, botAt } from '../builders/a-farm.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import {
  changeApproved,
  changeRejected,
  changeWritten,
  flagsChanged,
  incidentClosed,
  incidentOpened,
  item,
  labelled,
  policyActivated,
  quarantined,
  reinstated,
  rolloutChanged,
} from '../builders/acts.ts';
import { anItem, exposedTo } from '../builders/an-answer.ts';
import { daysAgo } from '../builders/an-order.ts';
import { everyPageOf } from '../builders/every-page.ts';
import { applyTo, fold } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policiesWithGroups, smallPolicy } from '../builders/policies.ts';
import { took } from '../builders/recommender-client.ts';
import { runs } from '../builders/runs.ts';
import { seeded, shuffled } from '../builders/seeded.ts';
import { restored, snapshotOf } from '../builders/snapshots.ts';

const SUSPECTS = [establishedAt(0), establishedAt(1), botAt(2), 'h-1', '__proto__'];
const ASKING = [...SUSPECTS, establishedAt(2)];
const INCIDENTS = ['one', 'two'];

const listed = fc
  .tuple(
    fc.constantFrom('item.listed' as const, 'item.soldout' as const, 'item.restocked' as const),
    fc.nat(5),
  )
  .map(([type, index]) =>
    item(type, itemAt(index), daysAgo(0), type === 'item.listed' ? { name: `Dog ${index}`, price: 500 } : {}),
  );
const act: fc.Arbitrary<RelishEvent> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...INCIDENTS).map(incidentOpened) },
  { weight: 2, arbitrary: fc.constantFrom(...INCIDENTS).map(incidentClosed) },
  { weight: 3, arbitrary: fc.constantFrom(...SUSPECTS).map(quarantined) },
  { weight: 2, arbitrary: fc.constantFrom(...SUSPECTS).map(reinstated) },
  { weight: 2, arbitrary: fc.constantFrom(...SUSPECTS).map(labelled) },
  { weight: 2, arbitrary: policiesWithGroups.map((policy) => policyActivated(policy)) },
  { weight: 1, arbitrary: fc.constantFrom({}).map(flagsChanged) },
  { weight: 2, arbitrary: listed },
);

interface Scenario {
  readonly policy: Policy;
  readonly seed: number;
  readonly bots: number;
  readonly hostile: readonly RelishEvent[];
  readonly acts: readonly RelishEvent[];
  readonly twice: readonly number[];
  readonly isShuffled: boolean;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  policy: policiesWithGroups,
  seed: fc.nat(1_000),
  bots: fc.integer({ min: 2, max: 6 }),
  hostile: hostileEvents({ accounts: SUSPECTS, items: 6, othersOrders: ['o-e-0-0'], maxLength: 60 }),
  acts: fc.array(act, { maxLength: 12, size: 'max' }),
  twice: fc.array(fc.nat(200), { maxLength: 10 }),
  isShuffled: fc.boolean(),
});

/** A log on which people act anywhere among the rest, in order or not, some of it twice. */
const logOf = ({
  policy,
  seed,
  bots,
  hostile,
  acts,
  twice,
  isShuffled,
}: Scenario): readonly RelishEvent[] => {
  const orders = [
    ...aShop({ policy, seed, established: 5, newcomers: 2, items: 6, extraDays: 1 }),
    ...aFarm({ bots, items: [itemAt(0), itemAt(5)] }, policy),
    ...hostile,
  ];
  const events = isShuffled ? shuffled(orders, seed) : orders;
  const random = seeded(seed);
  for (const one of acts) events.splice(Math.floor(random() * events.length), 0, one);
  return [...events, ...twice.flatMap((at) => events[at] ?? [])];
};

/** Of twenty worlds that have everything the property is about; many more need no such choice. */
const SEED = 5;

describe('a fold that goes on from a snapshot', () => {
  test('is the fold that never stopped: in its votes, its answers and its pages, to the byte', async () => {
    const met = { held: 0, quarantined: 0, demoted: 0, switched: 0 };
    await fc.assert(
      fc.asyncProperty(scenario, fc.integer({ min: 0, max: 100 }), async (one, percent) => {
        const events = logOf(one);
        const cut = Math.round((percent / 100) * events.length);
        const never = fold(events.slice(0, cut), one.policy);
        const snapshot = await snapshotOf(never);
        met.held += Math.sign(never.held.count);
        met.quarantined += Math.sign(never.tally.quarantinedCount);
        met.demoted += Math.sign(never.tally.groups.demoted.size);
        met.switched += Math.sign(never.policies.activations.length);
        const again = await restored(snapshot, fold([], one.policy));
        expect(again.save()).toEqual(never.save());
        expect(await everyPageOf(again, ASKING)).toBe(await everyPageOf(never, ASKING));
        for (const state of [again, never]) applyTo(state, events.slice(cut));
        expect(again.save()).toEqual(never.save());
        const said = await everyPageOf(again, ASKING);
        expect(said).toBe(await everyPageOf(never, ASKING));
        expect(said).toBe(await everyPageOf(fold(events, one.policy), ASKING));
      }),
      { ...runs(20), ...(process.env['RELISH_LONG'] !== '1' && { seed: SEED }) },
    );
    // The property has met what it is about.
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
  });

  test('holds and releases what waited for the word of a person', async () => {
    const shop = aShop({ established: 6, items: 6 });
    const late = aShop({ established: 3, items: 6, seed: 9 }).map((event) => ({ ...event, source: '/late' }));
    const never = fold([...shop, incidentOpened('one'), ...late]);
    const again = await restored(await snapshotOf(never), fold([]));
    expect(again.held.count).toBe(late.length);
    for (const state of [again, never]) applyTo(state, [incidentClosed('one')]);
    expect(again.digest()).toBe(never.digest());
    expect(again.held.count).toBe(0);
  });

  test('knows what two people were asked for, and what one of them did alone', async () => {
    const policy: Policy = {
      ...defaultPolicy,
      approvals: { quarantineOver: 3, flagOver: 0, policies: 'two', people: [] },
    };
    const asked = (changeId: string) => changeWritten('change.requested', changeId, SUSPECTS);
    const said = [
      ...['c-1', 'c-2', 'c-3'].map(asked),
      changeApproved('c-2', SUSPECTS),
      changeRejected('c-3'),
      changeWritten('change.edited', 'c-1', SUSPECTS),
      quarantined('h-1'),
      flagsChanged({}),
    ];
    const never = fold([...aShop({ established: 6, items: 6 }), ...said], policy);
    const again = await restored(await snapshotOf(never), fold([], policy));
    for (const state of [again, never]) applyTo(state, [changeApproved('c-1', SUSPECTS)]);
    expect(again.save()).toEqual(never.save());
    expect(again.changes.all.map(({ state }) => state)).toEqual(['approved', 'approved', 'rejected']);
    expect(await everyPageOf(again, SUSPECTS)).toBe(await everyPageOf(never, SUSPECTS));
  });

  test('judges a rollout by all that was counted before it', async () => {
    const document = rolloutDocument.parse({
      ...{ rolloutId: 'ro-1', challenger: 'popular', baseline: 'peers', owner: 'ada' },
      expires: '2026-12-01T00:00:00Z',
    });
    const { challenger, control } = armNames('ro-1');
    const shop = aShop({ established: 8, newcomers: 2, policy: smallPolicy });
    const happened = Array.from({ length: 8 }, (_, index) => [
      exposedTo(establishedAt(index), index % 2 === 0 ? challenger : control, daysAgo(0), {
        items: [anItem(itemAt(index % 3))],
      }),
      ...took(establishedAt(index), itemAt(index)),
    ]).flat();
    const events = [...shop, rolloutChanged('ro-1', 'started', { document }), ...happened];
    const more = [rolloutChanged('ro-1', 'paused'), ...happened, rolloutChanged('ro-1', 'aborted')];
    for (const cut of [10, 20, 30]) {
      const at = shop.length + cut;
      const [first, rest] = [events.slice(0, at), [...events.slice(at), ...more]];
      const again = await restored(await snapshotOf(fold(first, smallPolicy)), fold([], smallPolicy));
      const never = fold(first, smallPolicy);
      expect(never.rollouts.active?.counts.accounts.challenger).toBeGreaterThan(0);
      expect(await everyPageOf(again, [])).toBe(await everyPageOf(never, []));
      for (const state of [again, never]) applyTo(state, rest);
      expect(again.save()).toEqual(never.save());
      expect(await everyPageOf(again, [])).toBe(await everyPageOf(never, []));
    }
  });

  test('can be written down on another day, by whoever was restored itself, as the same snapshot', async () => {
    const state = fold(aShop({ established: 6, items: 6 }));
    const first = await snapshotOf(state);
    const second = await snapshotOf(await restored(first, fold([])));
    expect(second.digest).toBe(first.digest);
  });
});

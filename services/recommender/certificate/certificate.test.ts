import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  evictions,
  type Instance,
  ranked,
  type Sums,
  total,
  UNSEEN,
} from '../../../test/builders/every-attack.ts';
import { placesWith } from '../../../test/builders/places-with.ts';
import { policies } from '../../../test/builders/policies.ts';
import { runs } from '../../../test/builders/runs.ts';
import { defaultPolicy, ONE, type Policy } from '../integrity/policy.ts';
import {
  type Bounds,
  BUDGETS,
  certify,
  type ItemCertificate,
  priceOf,
  remainingAgainst,
} from './certificate.ts';
import { framingOf } from './framing.ts';

const MOST = 12;

const within = (policy: Policy): Bounds => ({
  policy,
  framing: framingOf(policy, { risen: 0, candidates: 0 }),
});

const someVotes = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 6 }).map((votes) => votes * ONE),
  fc.nat(6 * ONE),
);
const itemSums: fc.Arbitrary<Sums> = fc.record({
  own: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: someVotes }),
  established: someVotes,
  newcomers: someVotes,
});
const instances: fc.Arbitrary<Instance> = fc.record({
  sums: fc.array(itemSums, { minLength: 1, maxLength: 6, size: 'max' }),
  limit: fc.integer({ min: 1, max: 4 }),
  policy: policies,
});

const certificatesFor = ({ sums, limit, policy }: Instance) => {
  const places = ranked(sums, policy);
  return { places: places.inOrder(), certificates: certify(places, limit, within(policy)) };
};

const expectNoSmallerAttack = (instance: Instance): void => {
  const { places, certificates } = certificatesFor(instance);
  for (const [index, { accounts }] of certificates.entries()) {
    // Against nobody there is nothing to promise; an item that ties already needs one.
    if (accounts > 1) expect(evictions(instance, places, index)(Math.min(accounts - 1, MOST))).toEqual([]);
  }
};

describe('against every attack there is on a few items', () => {
  test('no set of fewer accounts removes an item, whatever their standing and votes', () => {
    fc.assert(fc.property(instances, expectNoSmallerAttack), runs(800));
  });

  test('nor to the last millionth of a vote, where budgets and caps are rounded', () => {
    const sums = fc.record({
      own: fc.constant(0),
      established: fc.nat(40),
      newcomers: fc.constantFrom(0, 9_999),
    });
    const awkward = fc.record({
      share: fc.constantFrom(100_000, 333_333, 250_001, 1),
      budget: fc.integer({ min: 1, max: 30 }),
    });
    const small = fc.record({
      sums: fc.array(sums, { minLength: 2, maxLength: 6, size: 'max' }),
      limit: fc.integer({ min: 1, max: 3 }),
      policy: awkward.map(({ share, budget }): Policy => ({
        ...defaultPolicy,
        newcomers: { share, allowance: 0 },
        votes: { ...defaultPolicy.votes, budget },
      })),
    });
    fc.assert(fc.property(small, expectNoSmallerAttack), runs(1_500));
  });

  test('so many remove it, where neither budget nor newcomer cap bind', () => {
    const plain = fc.record({
      sums: fc.array(fc.record({ own: someVotes, established: someVotes, newcomers: fc.constant(0) }), {
        minLength: 1,
        maxLength: 6,
        size: 'max',
      }),
      limit: fc.integer({ min: 1, max: 4 }),
      policy: policies.map((policy): Policy => ({
        ...policy,
        newcomers: { share: 0, allowance: policy.newcomers.allowance },
        votes: { ...policy.votes, budget: null },
      })),
    });
    fc.assert(
      fc.property(plain, (instance) => {
        const { places, certificates } = certificatesFor(instance);
        for (const [index, { accounts }] of certificates.entries()) {
          expect(evictions(instance, places, index)(accounts)).not.toEqual([]);
        }
        expectNoSmallerAttack(instance);
      }),
      runs(300),
    );
  });

  test('the price asks for no more established accounts, days or orders than the cheapest way', () => {
    fc.assert(
      fc.property(instances, fc.nat(1_000), (instance, cheapest) => {
        const { places, certificates } = certificatesFor(instance);
        const { policy } = instance;
        for (const [index, certificate] of certificates.entries()) {
          const price = priceOf(certificate, cheapest, policy);
          expect(price.established).toBeLessThanOrEqual(price.accounts);
          const ways = evictions(instance, places, index);
          for (const { established, newcomers } of [1, 2, 4, 7].flatMap(ways)) {
            expect(price.established).toBeLessThanOrEqual(established);
            expect(price.amount).toBeLessThanOrEqual(
              (established * policy.standing.days + newcomers) * cheapest,
            );
            if (established === 0) expect(price.days).toBe(0);
          }
        }
      }),
      runs(300),
    );
  });
});

describe('a place that is newcomer-proof', () => {
  const order = (sums: readonly Sums[], policy: Policy) =>
    ranked(sums, policy)
      .inOrder()
      .map(({ item }) => item);
  const withNewcomers = (sums: readonly Sums[], newcomers: (item: number) => number): readonly Sums[] =>
    sums.map((item, index) => ({ ...item, newcomers: newcomers(index) }));

  test('stays the same whatever newcomers give or take, and with brand-new items', () => {
    fc.assert(
      fc.property(
        instances,
        fc.array(fc.oneof(fc.constant(0), fc.constant(1e12), fc.nat(3 * ONE)), {
          minLength: 8,
          maxLength: 8,
        }),
        (instance, newcomers) => {
          const { sums, policy } = instance;
          const { places, certificates } = certificatesFor(instance);
          const moved = order(
            withNewcomers([...sums, UNSEEN, UNSEEN], (index) => newcomers[index]!),
            policy,
          );
          for (const [index, { newcomerProof }] of certificates.entries()) {
            if (newcomerProof) expect(moved[index]).toBe(places[index]!.item);
          }
        },
      ),
      runs(1_500),
    );
  });

  test('is every place that newcomers can neither lift, pass nor draw level with', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const { sums, policy } = instance;
        const { places, certificates } = certificatesFor(instance);
        const all = [...sums, UNSEEN];
        for (const [index, { newcomerProof }] of certificates.entries()) {
          const { item } = places[index]!;
          const scores = (own: number, others: number) =>
            ranked(
              withNewcomers(all, (at) => (at === item ? own : others)),
              policy,
            ).inOrder();
          const [against, forIt] = [scores(0, 1e12), scores(1e12, 0)];
          const lowest = against.find((place) => place.item === item)?.score ?? 0;
          const highest = forIt.find((place) => place.item === item)!.score;
          const above = new Set(places.slice(0, index).map((place) => place.item));
          const isPassed = against.some(
            (place) => place.item !== item && !above.has(place.item) && place.score >= lowest,
          );
          const passes = [...above].some(
            (one) => (forIt.find((place) => place.item === one)?.score ?? 0) <= highest,
          );
          expect(newcomerProof).toBe(!isPassed && !passes);
        }
      }),
      runs(300),
    );
  });
});

const unbounded: Policy = { ...defaultPolicy, votes: { ...defaultPolicy.votes, budget: null } };

describe('certificates of a list', () => {
  const ofVotes = (...votes: readonly number[]): readonly Sums[] =>
    votes.map((vote) => ({ own: 0, established: vote * ONE, newcomers: 0 }));
  const accountsOf = (certificates: readonly ItemCertificate[]) =>
    certificates.map(({ accounts }) => accounts);

  test("are DESIGN.md's formula where c is the same for all", () => {
    const votes = [40, 31, 22, 20, 9, 7];
    const formula = (limit: number, budget: number) =>
      votes.slice(0, limit).map((score, index) => {
        const gaps = [...votes.slice(index + 1), ...Array.from({ length: limit }, () => 0)]
          .slice(0, limit - index)
          .map((rival) => score - rival);
        return Math.max(1, Math.ceil(gaps.at(-1)!), Math.ceil(total(gaps) / (budget * 1.1)));
      });
    for (const limit of [1, 2, 3, 5, 8]) {
      for (const budget of [1, 3, 50]) {
        const policy = { ...defaultPolicy, votes: { ...defaultPolicy.votes, budget: budget * ONE } };
        expect(accountsOf(certify(ranked(ofVotes(...votes), policy), limit, within(policy)))).toEqual(
          formula(limit, budget),
        );
      }
    }
  });

  test('count 1.1 a vote where newcomers have filled the cap of the rival', () => {
    const sums = [...ofVotes(40), { own: 0, established: 10 * ONE, newcomers: 99 * ONE }];
    // 40 − (10 + 1 + 1) = 28 votes, at 1.1 each.
    expect(accountsOf(certify(ranked(sums, unbounded), 1, within(unbounded)))).toEqual([26]);
  });

  test('count a rival once, though it is among the nearest of its c and demoted accounts could come back for it', () => {
    const at = (item: number, votes: number) => ({ item, score: votes * ONE, step: 1.1 * ONE });
    const comesBack = { ...at(9, 10), demoted: 99 * ONE, step: ONE };
    const places = placesWith([at(0, 100), at(1, 89), at(2, 40), at(3, 40), at(4, 40), comesBack]);
    const framing = { movedBy: (accounts: number) => accounts * 100 * ONE };
    // The first one leaves the list when both pass it: one of them needs a single account, the other 11 / 1.1.
    expect(accountsOf(certify(places, 2, { policy: unbounded, framing }))).toEqual([10, 1]);
  });

  test('of an empty list are none', () => {
    expect(certify(ranked([], defaultPolicy), 5, within(defaultPolicy))).toEqual([]);
    expect(remainingAgainst([])).toEqual(BUDGETS.map((accounts) => ({ accounts, items: 0 })));
  });

  test('say how many items stay against 1, 2, 5, 10, 20 and 50', () => {
    const against = remainingAgainst([1, 2, 3, 11, 60].map((accounts) => ({ accounts })));
    expect(against.map(({ items }) => items)).toEqual([4, 3, 2, 2, 1, 1]);
  });
});

describe('the price', () => {
  test('knows the rival that newcomers lift highest, though others are nearer', () => {
    const policy = { ...unbounded, newcomers: { share: 0, allowance: 3 * ONE } };
    const near = { own: 0, established: 0, newcomers: 3 * ONE };
    const sums = [{ own: 30 * ONE, established: 0, newcomers: 0 }, ...Array.from({ length: 9 }, () => near)];
    expect(certify(ranked(sums, policy), 1, within(policy))[0]).toMatchObject({
      accounts: 27,
      established: 27,
    });
    // The last one, at 2.5, and with newcomers for nothing at 5.5.
    const last = { own: 0, established: 2.5 * ONE, newcomers: 0 };
    const [certificate] = certify(ranked([...sums, last], policy), 1, within(policy));
    expect(certificate).toMatchObject({ accounts: 27, established: 25 });
  });

  test('of established accounts is their days and orders, of newcomers one order each', () => {
    const price = (accounts: number, established: number) =>
      priceOf({ accounts, established }, 850, defaultPolicy);
    expect(price(14, 14)).toEqual({ accounts: 14, established: 14, days: 14, amount: 14 * 5 * 850 });
    expect(price(14, 4)).toEqual({ accounts: 14, established: 4, days: 14, amount: (4 * 5 + 10) * 850 });
    expect(price(3, 0)).toEqual({ accounts: 3, established: 0, days: 0, amount: 3 * 850 });
  });

  test('never asks for fewer days than the orders take', () => {
    const slow = { ...defaultPolicy, standing: { ...defaultPolicy.standing, days: 30, age: 2 } };
    expect(priceOf({ accounts: 1, established: 1 }, 1, slow).days).toBe(29);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RankedItem } from '../models/apart-model.ts';
import { countBallots, votesIn } from '../models/groups/count-ballots.ts';
import { certifyByGroups } from './certify-by-groups.ts';

type Ballot = readonly number[];
const nameOf = (item: number): string => `i-${item}`;

/** Every way to choose so many of these. */
const choices = <T>(of: readonly T[], size: number): readonly (readonly T[])[] => {
  if (size === 0) return [[]];
  return of.flatMap((first, index) => choices(of.slice(index + 1), size - 1).map((rest) => [first, ...rest]));
};

/** Every way to turn these groups: each of them may vote for any items, some that nobody has seen among them. */
const turned = (
  ballots: readonly Ballot[],
  groups: readonly number[],
  options: readonly Ballot[],
): readonly Ballot[][] =>
  groups.reduce<readonly Ballot[][]>(
    (worlds, group) => worlds.flatMap((world) => options.map((option) => world.with(group, option))),
    [[...ballots]],
  );

/** In the list, however ties are broken. */
const isSafe = (items: readonly RankedItem[], itemId: string, limit: number): boolean => {
  const mine = items.find((item) => item.itemId === itemId);
  const others = items.filter((item) => item.itemId !== itemId);
  return mine !== undefined && others.filter((item) => votesIn(item) >= votesIn(mine)).length < limit;
};

interface World {
  readonly limit: number;
  readonly ballots: readonly Ballot[];
  readonly items: number;
}

const world: fc.Arbitrary<World> = fc
  .record({
    limit: fc.integer({ min: 1, max: 2 }),
    groups: fc.integer({ min: 1, max: 5 }),
    items: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ limit, groups, items }) => {
    const all = Array.from({ length: items }, (_, item) => item);
    const ballot = fc.shuffledSubarray(all, { maxLength: Math.min(limit, items) });
    return fc.record({
      limit: fc.constant(limit),
      items: fc.constant(items),
      ballots: fc.array(ballot, { minLength: groups, maxLength: groups }),
    });
  });

/** All that ballots could be in a world, with as many new items as fill one. */
const optionsIn = ({ limit, items }: World): readonly Ballot[] => {
  const all = Array.from({ length: items + limit }, (_, item) => item);
  return Array.from({ length: limit + 1 }, (_, size) => choices(all, size)).flat();
};

describe('a certificate by groups', () => {
  test('holds: fewer groups, turned in whatever way, never remove the item, however ties are broken', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { limit, ballots } = given;
        const items = countBallots(ballots, limit, nameOf);
        const options = optionsIn(given);
        const groups = [...ballots.keys()];
        for (const [index, { accounts }] of certifyByGroups(items, limit).entries()) {
          for (let e = 1; e < Math.min(accounts, 3); e++) {
            const worlds = choices(groups, e).flatMap((some) => turned(ballots, some, options));
            for (const turnedBallots of worlds) {
              const after = countBallots(turnedBallots, limit, nameOf);
              expect(isSafe(after, items[index]!.itemId, limit)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is tight: where groups vote for nothing but the list, as many as it says remove any item of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), (groups, limit) => {
        const list = Array.from({ length: limit }, (_, item) => item);
        const ballots: readonly Ballot[] = Array.from({ length: groups }, () => list);
        const items = countBallots(ballots, limit, nameOf);
        const { accounts } = certifyByGroups(items, limit)[0]!;
        expect(accounts).toBe(Math.max(1, Math.ceil(groups / 2)));
        const hostile = list.map((item) => item + limit);
        const after = countBallots(
          ballots.map((ballot, group) => (group < accounts ? hostile : ballot)),
          limit,
          nameOf,
        );
        expect(isSafe(after, items[0]!.itemId, limit)).toBe(false);
      }),
    );
  });

  test('asks for established accounts alone, and says that newcomers change nothing', () => {
    const items = countBallots([[0], [0], [0], [1]], 1, nameOf);
    expect(certifyByGroups(items, 1)).toEqual([{ accounts: 1, established: 1, newcomerProof: true }]);
    expect(certifyByGroups(countBallots([[0], [0], [0], [0]], 1, nameOf), 1)[0]).toMatchObject({
      accounts: 2,
    });
    expect(certifyByGroups([], 5)).toEqual([]);
  });
});

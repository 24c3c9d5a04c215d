import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../contracts/events.ts';
import { ORIGIN, type Position } from './event-log.ts';
import { positionAt } from './position.ts';
import { keysToFind, requestOf, stageAppends, type AppendRequest } from './stage-appends.ts';

const soldOut = ([source, id]: readonly [string, string]): RelishEvent => ({
  specversion: '1.0',
  id,
  source,
  type: 'item.soldout',
  time: '2026-11-20T12:00:00Z',
  data: { itemId: 'bcpcc-8' },
});

const sources = fc.constantFrom('/a', '/b');
const request: fc.Arbitrary<AppendRequest> = fc
  .record({
    events: fc.array(fc.tuple(sources, fc.constantFrom('1', '2', '3', '4', '5', '6', '7')), { maxLength: 4 }),
    expected: fc.option(
      fc.record({ source: sources, position: fc.integer({ min: 0, max: 9 }).map(positionAt) }),
      { nil: undefined },
    ),
  })
  .map(({ events, expected }) => requestOf(events.map(soldOut), expected));

/** Stages the requests in groups of the given sizes, each knowing what those before it wrote. */
const inGroups = (requests: readonly AppendRequest[], size: number) => {
  const known = new Map<string, Position>();
  const outcomes = [];
  const texts: string[] = [];
  for (let start = 0; start < requests.length; start += size) {
    const group = requests.slice(start, start + size);
    const asked = new Set(keysToFind(group));
    const found = new Map([...known].filter(([key]) => asked.has(key)));
    const staged = stageAppends(group, found, texts.length);
    for (const [key, position] of staged.entries) known.set(key, position);
    outcomes.push(...staged.outcomes);
    texts.push(...staged.texts);
  }
  return { outcomes, texts, known };
};

describe('stageAppends', () => {
  it('decides the same for requests that share a write as for those that have one each', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), fc.integer({ min: 2, max: 12 }), (requests, size) => {
        expect(inGroups(requests, size)).toEqual(inGroups(requests, 1));
      }),
    );
  });

  it('gives positions from the head on, and a duplicate that of the first', () => {
    const known = new Map([['["/a","1"]', positionAt(3)]]);
    const staged = stageAppends(
      [
        requestOf(
          (
            [
              ['/a', '1'],
              ['/a', '2'],
              ['/a', '2'],
            ] as const
          ).map(soldOut),
          undefined,
        ),
      ],
      known,
      8,
    );
    expect(staged.outcomes).toEqual([
      {
        outcome: 'appended',
        positions: [positionAt(3), positionAt(9), positionAt(9)],
        duplicate: [true, false, true],
      },
    ]);
    expect(staged.texts).toEqual([JSON.stringify(soldOut(['/a', '2']))]);
    expect([...staged.entries]).toEqual([
      ['["/a","2"]', positionAt(9)],
      ['["/a"]', positionAt(9)],
    ]);
  });

  it('writes nothing of a request that meets a conflict, and says where the source is', () => {
    const known = new Map([['["/a"]', positionAt(5)]]);
    const stale = requestOf([soldOut(['/a', '1'])], { source: '/a', position: ORIGIN });
    expect(stageAppends([stale], known, 8)).toEqual({
      outcomes: [{ outcome: 'conflict', actual: positionAt(5) }],
      texts: [],
      entries: new Map(),
    });
  });
});

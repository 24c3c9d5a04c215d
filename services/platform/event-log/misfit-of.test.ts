import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../contracts/events.ts';
import { aShop } from '../../../test/builders/a-shop.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { storedEvents } from './stored-events.ts';
import { misfitOf } from './misfit-of.ts';

const sound = aShop({ policy: smallPolicy, established: 4, newcomers: 2, items: 4 });
const order = anOrder('o-1').by('a-1').of('i-1').fulfilled().events;
const types = [
  ...new Set([...sound, ...order].map(({ type }) => type)),
  'policy.activated',
  'flag.changed',
  'change.requested',
  'change.applied',
  'incident.opened',
  'incident.closed',
  'model.trained',
  'account.quarantined',
  'recommendation.exposed',
  'item.listed',
  'order.rated',
  'constructor',
];

/** As another version, or a damaged writer, could have put it on the log. */
const strange: fc.Arbitrary<RelishEvent> = fc
  .record({
    type: fc.oneof(fc.constantFrom(...types), fc.string()),
    id: fc.uuid(),
    source: fc.constantFrom('/stands/hq', '/elsewhere'),
    time: fc.oneof(fc.constant('2026-11-20T12:00:00Z'), fc.string(), fc.jsonValue()),
    data: fc.oneof(
      fc.jsonValue(),
      fc.record({
        orderId: fc.jsonValue(),
        accountId: fc.jsonValue(),
        lines: fc.jsonValue(),
        itemId: fc.jsonValue(),
      }),
    ),
  })
  .map((event) => storedEvents(JSON.stringify([event]))[0]!);

describe('events that do not fit', () => {
  it('are told by their type and by what folds read of them', () => {
    expect([...sound, ...order].map(misfitOf).every((misfit) => misfit === undefined)).toBe(true);
    expect(misfitOf({ ...order[0], type: 'order.rated', data: undefined })).toBe('unknown-type');
    expect(misfitOf({ ...order[0], data: { orderId: 'o-1' } })).toBe('unreadable');
    expect(misfitOf({ ...order[0], time: 'lunch' })).toBe('unreadable');
    expect([null, 7, {}].map(misfitOf)).toEqual(['unreadable', 'unreadable', 'unreadable']);
  });

  it('move nothing but the position, wherever they stand', () => {
    const misfits = strange.filter((event) => misfitOf(event) !== undefined);
    fc.assert(
      fc.property(fc.array(fc.tuple(misfits, fc.nat(sound.length)), { maxLength: 5 }), (inserted) => {
        const mixed = [...sound];
        for (const [event, at] of inserted) mixed.splice(at, 0, event);
        const [plain, state] = [fold(sound, smallPolicy), fold(mixed, smallPolicy)];
        expect(state.digest()).toBe(plain.digest());
        expect([state.accounts.size, state.items.size, state.today]).toEqual([
          plain.accounts.size,
          plain.items.size,
          plain.today,
        ]);
        expect(Number(state.position)).toBe(mixed.length);
        const { counts, last } = state.passedOver;
        expect(counts['unknown-type'] + counts.unreadable).toBe(inserted.length);
        expect(last).toHaveLength(inserted.length);
      }),
      { numRuns: 60 },
    );
  });

  it('are all that a fold could stumble over', () => {
    fc.assert(
      fc.property(fc.array(strange, { maxLength: 8 }), (events) => {
        expect(Number(fold([...sound, ...events], smallPolicy).position)).toBe(sound.length + events.length);
      }),
      { numRuns: 60 },
    );
  });
});

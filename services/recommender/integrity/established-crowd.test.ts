import { describe, expect, test } from '@jest/globals';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import type { RelishEvent } from '../../contracts/events.ts';

const OFFICE = { address: 'a'.repeat(32) };

const orderedFrom = (account: string, ...ago: readonly number[]): readonly RelishEvent[] =>
  ago.flatMap((days) =>
    anOrder(`o-${account}-${days}`)
      .by(account)
      .of('i-1')
      .placedAt(daysAgo(days))
      .fulfilled()
      .events.map((event): RelishEvent =>
        event.type === 'order.placed' ? { ...event, data: { ...event.data, origin: OFFICE } } : event,
      ),
  );

const events = [
  ...orderedFrom('early', 40, 30, 20, 10, 0),
  ...orderedFrom('second', 34, 1),
  ...orderedFrom('third', 33),
  ...orderedFrom('new', 2),
];

describe('the crowd behind an origin', () => {
  const behind = (account: string) => {
    const state = fold(events);
    const number = state.accounts.find(account)!;
    const [hash] = state.facts.origins.of(number, 'address');
    return state.crowd().behind('address', hash!, number);
  };

  test('is all who order from there, and who of them is established', () => {
    expect(behind('early')).toMatchObject({ accounts: 4, established: 1 });
  });

  test('came together where first orders are less than a week apart', () => {
    expect(['early', 'second', 'third', 'new'].map((account) => behind(account).cameTogether)).toEqual([
      2, 3, 2, 1,
    ]);
  });

  test('is nobody behind an origin that was never heard of', () => {
    expect(fold(events).crowd().behind('device', 12, 0)).toEqual({
      accounts: 0,
      established: 0,
      cameTogether: 0,
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import { item, quarantined } from '../../../test/builders/acts.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { ODD_NAMES } from '../../../test/builders/hostile.ts';
import { HeldEvents, isStatement } from './held-events.ts';

const statements = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const name = ODD_NAMES[index % ODD_NAMES.length]!;
    return anOrder(`o-${index}`).by(name).of(name, 2, 850).events;
  })
    .flat()
    .filter(isStatement);

const released = (held: HeldEvents): readonly RelishEvent[] => {
  const events: RelishEvent[] = [];
  held.release((event) => events.push(event));
  return events;
};

describe('events that are held', () => {
  test.each([0, 1, 249, 250, 251, 1_000])('come back as they were, in their order (%i)', (count) => {
    const held = new HeldEvents();
    const events = statements(count);
    for (const event of events) held.add(event);
    expect(held.count).toBe(events.length);
    expect(released(held)).toEqual(events);
    expect(held.count).toBe(0);
    expect(released(held)).toEqual([]);
  });

  test('are known by the accounts that they mention, until they are released', () => {
    const held = new HeldEvents();
    for (const event of statements(300)) held.add(event);
    expect(ODD_NAMES.every((name) => held.mentions(name))).toBe(true);
    expect(held.mentions('nobody')).toBe(false);
    released(held);
    expect(held.mentions(ODD_NAMES[0]!)).toBe(false);
  });

  test('are what others said, not what was decided here', () => {
    expect(isStatement(item('item.soldout', 'dog'))).toBe(true);
    expect(isStatement(quarantined('a-1'))).toBe(false);
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import { createStandDesk } from '../../services/ordering/orders/stand-desk.ts';
import { openStandLog } from '../../services/ordering/orders/stand-log.ts';
import { evolve } from '../../services/ordering/stand/evolve.ts';
import { createDayOf } from '../../services/ordering/stand/local-day.ts';
import { emptyStand } from '../../services/ordering/stand/stand-state.ts';
import { anItem, aPlaceCommand, aPolicy, listed } from '../builders/ordering.ts';
import { anOrderingSite, type OrderingSite } from '../builders/ordering-service.ts';

let site: OrderingSite;
beforeEach(async () => {
  site = await anOrderingSite();
  await site.given('2026-11-20T09:00:00Z', listed(anItem('dog-1')));
});
afterEach(() => site.remove());

const openDesk = async (log: EventLog = site.log) => {
  const state = emptyStand(createDayOf('Europe/London'));
  const apply = (event: Parameters<typeof evolve>[1]): void => {
    evolve(state, event);
  };
  const standLog = openStandLog({ log, newId: randomUUID, apply });
  const desk = createStandDesk({ standLog, state, policy: aPolicy(), clock: site.clock });
  await desk.catchUp();
  return { state, desk };
};

describe('the desk', () => {
  test('finishes what was taken before it closes, and takes nothing more', async () => {
    const { desk } = await openDesk();
    const taken = ['o-1', 'o-2', 'o-3'].map((orderId) => desk.run(aPlaceCommand(orderId)));
    await desk.close();
    await expect(desk.run(aPlaceCommand('o-4'))).rejects.toMatchObject({ status: 503, code: 'stopping' });
    expect(await site.count('order.placed')).toBe(3);
    await Promise.all(taken);
  });

  test('that never heard of its own append finds it on the log, and orders nothing twice', async () => {
    let deaf = true;
    const log: EventLog = {
      append: async (events, options) => {
        const outcome = await site.log.append(events, options);
        if (deaf) throw new Error('the answer was lost');
        return outcome;
      },
      read: (after, limit) => site.log.read(after, limit),
      head: () => site.log.head(),
      awaySince: () => site.log.awaySince(),
      follow: (after, signal) => site.log.follow(after, signal),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    const { desk, state } = await openDesk(log);
    await expect(desk.run(aPlaceCommand('o-1'))).rejects.toThrow('the answer was lost');
    expect(state.orders.size).toBe(0);
    deaf = false;
    await desk.run(aPlaceCommand('o-2', { request: aPlaceCommand('o-1').request }));
    expect([...state.orders.keys()]).toEqual(['o-1']);
    expect(await site.count('order.placed')).toBe(1);
  });

  test('of two, whatever they take at once, ends in the same state', async () => {
    const [one, other] = [await openDesk(), await openDesk()];
    const commands = Array.from({ length: 30 }, (_, index) => {
      const { desk } = index % 2 === 0 ? one : other;
      const placed = desk.run(aPlaceCommand(`o-${index}`, { accountId: `a-${index % 5}` }));
      return placed.then(() =>
        desk.run({ type: index % 3 === 0 ? 'fulfil' : 'expire', orderId: `o-${index}` }),
      );
    });
    const outcomes = await Promise.allSettled(commands);
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    await one.desk.catchUp();
    await other.desk.catchUp();
    const shown = ({ items, orders, heldBy, waiting }: typeof one.state): unknown =>
      [items, orders, heldBy, waiting].map((part) => Array.from<unknown>(part));
    expect(shown(one.state)).toEqual(shown(other.state));
  });

  test('takes what it has written itself into account once', async () => {
    const { desk, state } = await openDesk();
    await desk.run({ type: 'restock', itemId: 'dog-1', quantity: 5 });
    await desk.catchUp();
    expect(state.items.get('dog-1')?.stock?.made).toBe(15);
  });

  test("reads past other sources' events without taking them for its own", async () => {
    const { desk, state } = await openDesk();
    const envelope = { specversion: '1.0', source: '/elsewhere', time: '2026-11-20T12:00:00Z' } as const;
    const data = { orderId: 'other', accountId: 'a-1', lines: [{ itemId: 'dog-1', quantity: 1 }] };
    for (let id = 0; id < 5_000; id += 500)
      await site.log.append(
        Array.from({ length: 500 }, (_, each) => ({
          ...envelope,
          id: `${id + each}`,
          type: 'order.placed',
          data,
        })),
      );
    await desk.run(aPlaceCommand('o-1'));
    await desk.catchUp();
    expect([...state.orders.keys()]).toEqual(['o-1']);
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  anItem,
  aPlaceCommand,
  aPolicy,
  aStand,
  ended,
  listed,
  placed,
  toStandEvent,
} from '../../../test/builders/ordering.ts';
import { decideGroup } from './decide-group.ts';
import type { StandCommand } from './stand-command.ts';
import { StandRefusal } from './stand-refusal.ts';
import type { StandState } from './stand-state.ts';

const NOW = '2026-11-20T12:30:00Z';
const POLICY = { holdLimit: 4, pickup: 1_200_000 };

/** A stand at noon: little stock, and orders in every state, some of which are overdue by now. */
const aBusyStand = () => {
  const items = [1, 2, 3].map((item) => listed(anItem(`dog-${item}`, { dailyStock: 4 })));
  const orders = [1, 2, 3, 4, 5, 6].map((order) =>
    placed(
      aPlaceCommand(`old-${order}`, {
        accountId: `a-${order % 3}`,
        lines: [{ itemId: `dog-${1 + (order % 3)}`, quantity: 1 }],
      }),
    ),
  );
  return aStand(POLICY)
    .given('2026-11-20T12:00:00Z', ...items, ...orders.slice(0, 3), ended('order.fulfilled', 'old-1', 'a-1'))
    .given('2026-11-20T12:29:30Z', ...orders.slice(3));
};

const orderId = fc.nat(5).map((order) => `old-${order + 1}`);
const newId = fc.nat(6).map((order) => `new-${order}`);
const account = fc.nat(2).map((each) => `a-${each}`);
const itemId = fc.nat(3).map((item) => `dog-${item + 1}`);
const anyId = fc.oneof(orderId, newId);
const command: fc.Arbitrary<StandCommand> = fc.oneof(
  fc
    .tuple(
      newId,
      account,
      fc.array(fc.record({ itemId, quantity: fc.integer({ min: 1, max: 3 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      fc.nat(7),
    )
    .map(([id, accountId, lines, key]) =>
      aPlaceCommand(id, { accountId, lines, request: { key: `key-${key}`, body: JSON.stringify(lines) } }),
    ),
  fc
    .tuple(anyId, account)
    .map(([id, accountId]): StandCommand => ({ type: 'cancel', orderId: id, accountId })),
  anyId.chain((id) =>
    fc.constantFrom<StandCommand>(
      { type: 'fulfil', orderId: id },
      { type: 'expire', orderId: id },
      { type: 'refund', orderId: id },
    ),
  ),
  fc
    .tuple(itemId, fc.integer({ min: 1, max: 5 }))
    .map(([item, quantity]): StandCommand => ({ type: 'restock', itemId: item, quantity })),
  fc.constant<StandCommand>({ type: 'tick' }),
);

const shown = ({ today, items, orders, waiting, heldBy, requests }: StandState): unknown =>
  JSON.stringify([today, ...[items, orders, waiting, heldBy, requests].map((table) => [...table])]);

test('commands decided as a group come to what they come to one by one, and change nothing', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
      const [grouped, single] = [aBusyStand(), aBusyStand()];
      const before = shown(grouped.state);
      const { events, refusals } = decideGroup(
        commands,
        grouped.state,
        Date.parse(NOW),
        aPolicy(POLICY),
        (fact) => toStandEvent(fact, 'e', NOW),
      );
      expect(shown(grouped.state)).toBe(before);
      const outcomes = commands.map((each) => single.does(NOW, each));
      expect(events.map(({ type, data }) => ({ type, data }))).toEqual(
        outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : outcome)),
      );
      expect(refusals.map((refusal) => (refusal instanceof StandRefusal ? refusal.code : refusal))).toEqual(
        outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : undefined)),
      );
    }),
    { numRuns: 300 },
  );
});

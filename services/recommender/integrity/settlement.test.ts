import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../test/builders/runs.ts';
import {
  CANCELLED,
  EXPIRED,
  FULFILLED,
  OUTCOME,
  outcomes,
  PLACED,
  REFUNDED,
  settleLine,
  settleOrder,
} from './settlement.ts';

const ENDINGS = [CANCELLED, EXPIRED, REFUNDED] as const;
const facts = (all: readonly number[]): number => all.reduce((said, fact) => said | fact, 0);

const said = fc.record({
  placed: fc.nat(4),
  taken: fc.nat(4),
  withdrawn: fc.nat(4),
  whole: fc.subarray([FULFILLED, ...ENDINGS]).map(facts),
  parts: fc.subarray([FULFILLED, ...ENDINGS]).map(facts),
  isPlaced: fc.boolean(),
});

describe('a line', () => {
  test('counts exactly if more was handed over than given up, and nobody withdrew the whole order', () => {
    fc.assert(
      fc.property(said, ({ placed: units, taken, withdrawn, whole, parts, isPlaced }) => {
        const placed = isPlaced ? units : 0;
        const isWithdrawn = ENDINGS.some((ending) => (whole & ending) !== 0);
        const isHandedOver = (whole & FULFILLED) !== 0;
        const handedOver = isPlaced ? (isHandedOver ? placed : Math.min(placed, taken)) : taken;
        const outcome = settleLine(placed, taken, withdrawn, whole, whole | parts | (isPlaced ? PLACED : 0));
        expect(outcome === OUTCOME.counted).toBe(!isWithdrawn && handedOver > withdrawn);
      }),
      runs(1_000),
    );
  });

  test('never counts more for being cancelled, expired or refunded once more', () => {
    fc.assert(
      fc.property(said, fc.constantFrom(...ENDINGS), fc.nat(3), (line, ending, units) => {
        const { placed, taken, withdrawn, whole, parts } = line;
        const settled = (given: number, all: number) =>
          settleLine(placed, taken, given, all, all | parts | PLACED) === OUTCOME.counted;
        if (settled(withdrawn + units, whole)) expect(settled(withdrawn, whole)).toBe(true);
        expect(settled(withdrawn, whole | ending)).toBe(false);
      }),
      runs(500),
    );
  });

  test('is called by how it ended: cancelled before expired before refunded', () => {
    const ended = (...endings: readonly number[]) =>
      outcomes[settleLine(1, 1, 0, facts(endings), facts(endings))];
    expect(ended(CANCELLED, EXPIRED, REFUNDED, FULFILLED)).toBe('cancelled');
    expect(ended(EXPIRED, REFUNDED)).toBe('expired');
    expect(ended(REFUNDED, FULFILLED)).toBe('refunded');
  });
});

test('each outcome is the index of its name', () => {
  expect(outcomes.map((name) => OUTCOME[name])).toEqual(outcomes.map((_, index) => index));
});

test('an order is called by what was said of it as a whole; its lines decide what counts', () => {
  expect(settleOrder(0, PLACED)).toBe(OUTCOME.open);
  expect(settleOrder(0, PLACED | FULFILLED)).toBe(OUTCOME.counted);
  expect(settleOrder(0, PLACED | FULFILLED | REFUNDED)).toBe(OUTCOME.counted);
  expect(settleOrder(REFUNDED, PLACED | FULFILLED | REFUNDED)).toBe(OUTCOME.refunded);
});

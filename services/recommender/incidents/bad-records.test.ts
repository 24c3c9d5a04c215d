import { describe, expect, test } from '@jest/globals';
import { brokenContract, reasonToPublish } from './bad-records.ts';

const contract = { windowMinutes: 15, share: 125_000, least: 20 };
const WINDOW = 15 * 60_000;
const good = { seen: 40, refused: 5 };

describe('a broken contract', () => {
  test('is told with what was seen and what the policy accepts', () => {
    const counts = { seen: 40, refused: 6, reasons: { 'not-json': 6 } };
    expect(brokenContract(contract, counts)).toEqual({
      facts: { ...counts, windowMinutes: 15, share: 125_000 },
      reason: '6 of 40 events in 15 min were refused; the policy accepts 12.5%.',
    });
  });

  test('is over after a whole window within it, and not a moment before', () => {
    expect(reasonToPublish(contract, good, WINDOW - 1)).toBeUndefined();
    expect(reasonToPublish(contract, good, WINDOW)).toMatch(/^5 of 40 .* within the contract\.$/);
    expect(reasonToPublish(contract, { seen: 0, refused: 0 }, WINDOW)).toMatch(/^0 of 0 /);
    expect(reasonToPublish(contract, { seen: 40, refused: 6 }, 9 * WINDOW)).toBeUndefined();
  });

  test('is over at once where there is none any more', () => {
    expect(reasonToPublish(undefined, { seen: 40, refused: 40 }, 0)).toMatch(/no contract/);
  });
});

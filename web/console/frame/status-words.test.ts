import { describe, expect, it } from '@jest/globals';
import { positionText, pulseOf, shortDigest, type Status } from './status-words.ts';

const digest = `sha256:${'9f86d081'.padEnd(64, '0')}`;
const status: Status = {
  position: '0000000000012345',
  lag: 0,
  digest,
  policy: digest,
  events: 12_345,
  accounts: 40,
  established: 25,
  quarantined: 0,
  items: 14,
  waived: false,
};

describe('the status in words', () => {
  it('shortens what only machines need whole', () => {
    expect(positionText(status.position)).toBe('12,345');
    expect(shortDigest(digest)).toBe('9f86d081');
  });

  it.each([
    ['Live', status, false],
    ['1,200 behind', { ...status, lag: 1_200 }, false],
    ['No answer', status, true],
    ['Asking', undefined, false],
  ] as const)('says %s', (text, given, failed) => {
    expect(pulseOf(given, failed).text).toBe(text);
  });
});

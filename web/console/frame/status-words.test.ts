import { describe, expect, it } from '@jest/globals';
import { awayText, heldText, positionText, pulseOf, shortDigest, type Status } from './status-words.ts';

const digest = `sha256:${'9f86d081'.padEnd(64, '0')}`;
const held = {
  incidentId: 'one',
  since: '2026-11-20T12:00:00Z',
  position: '0000000000012000',
  refused: 412,
  seen: 1_000,
  share: 100_000,
  waiting: 1,
};
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

  it('tells what holds publication, and what that means', () => {
    expect(heldText(held)).toBe(
      '412 of 1,000 events were refused; the policy accepts 10%. Lists stay as they were, and 1 order or item waits.',
    );
    expect(heldText({ ...held, waiting: 0 })).toMatch(/Lists stay as they were; nothing waits yet\.$/);
  });

  it('tells what goes on while the log is away', () => {
    expect(awayText({})).toMatch(/refused until it is back\.$/);
    expect(awayText({ waitingExposures: 2 })).toMatch(/and 2 answers wait to be recorded\.$/);
  });

  it.each([
    ['Live', status, false],
    ['1,200 behind', { ...status, lag: 1_200 }, false],
    ['Held', { ...status, held }, false],
    ['Log away', { ...status, held, awaySince: '2026-11-20T12:00:00Z' }, false],
    ['No answer', status, true],
    ['Asking', undefined, false],
  ] as const)('says %s', (text, given, failed) => {
    expect(pulseOf(given, failed).text).toBe(text);
  });
});

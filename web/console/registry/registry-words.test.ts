import { expect, test } from '@jest/globals';
import { liveText, sizeText } from './registry-words.ts';

const digest = (mark: string): string => `sha256:${mark.repeat(64)}`;
const artifact = (mark: string) => ({
  ...{ name: 'ease' as const, version: '1', artifact: digest(mark), bytes: 1, asOf: '0'.repeat(16) },
  ...{ policy: digest('0'), day: '2026-11-20', trainingSet: digest('0'), accounts: 1, items: 1, seconds: 1 },
  ...{ position: '0'.repeat(16), time: '2026-11-20T12:00:00Z', reason: 'a test' },
  author: { id: 'admin', role: 'admin' as const },
});

test('says which artifact answers, and that a newer one is not believed', () => {
  const model = { name: 'ease' as const, version: '1', moves: [] };
  expect(liveText({ ...model, artifacts: [] })).toBe('Nothing was trained yet.');
  expect(liveText({ ...model, artifacts: [artifact('a')] })).toMatch(/says nothing/);
  expect(liveText({ ...model, live: digest('a'), artifacts: [artifact('a')] })).toBe(
    'Live: aaaaaaaa, the newest.',
  );
  expect(liveText({ ...model, live: digest('a'), artifacts: [artifact('b'), artifact('a')] })).toMatch(
    /not believed/,
  );
});

test('writes sizes as people read them', () => {
  expect([sizeText(800), sizeText(30_000), sizeText(32_600_000)]).toEqual(['1 kB', '30 kB', '32.6 MB']);
});

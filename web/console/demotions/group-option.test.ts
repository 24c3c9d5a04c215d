import { describe, expect, it } from '@jest/globals';
import { coloursOf } from './group-option.ts';

const member = (accountId: string) =>
  ({ accountId, state: 'waiting', risen: '2026-11-01', votes: 0, linesTaken: 1, linesShared: 1 }) as const;
const group = (items: number) => ({
  members: [member('a')],
  items: Array.from({ length: items }, (_, item) => ({ itemId: `i-${item}`, name: `Item ${item}` })),
  // The later an item, the more often it was taken.
  moves: Array.from({ length: items }, (_, item) =>
    Array.from({ length: item + 1 }, (_, minute) => ({ member: 0, item, minute })),
  ).flat(),
});

describe('the colours of what a group ordered', () => {
  it('are one an item, what was ordered most first', () => {
    expect(coloursOf(group(2), 'light').map(({ label }) => label)).toEqual(['#1 Item 1', '#0 Item 0']);
  });

  it('are shared by all but the most ordered where there are too many', () => {
    const colours = coloursOf(group(9), 'dark');
    expect(colours.map(({ label }) => label).at(-1)).toBe('3 other items');
    expect(colours.at(-1)!.items).toEqual([2, 1, 0]);
    expect(new Set(colours.map(({ colour }) => colour)).size).toBe(7);
  });
});

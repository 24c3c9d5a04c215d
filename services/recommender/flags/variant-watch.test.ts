import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { VariantWatch } from './variant-watch.ts';

const here = () => false;

let definition: FlagDefinition;
let given: Map<string, string>;
let watch: VariantWatch;
beforeEach(() => {
  definition = {};
  given = new Map([
    ['ada', 'peers'],
    ['ben', 'peers'],
  ]);
  watch = new VariantWatch({
    definition: () => definition,
    variantOf: (accountId) => Promise.resolve(given.get(accountId)),
  });
});
const change = (accountId: string, variant?: string): void => {
  if (variant === undefined) given.delete(accountId);
  else given.set(accountId, variant);
  definition = {};
};

describe('a page that shows a list', () => {
  test('hears at once of another variant than its own', async () => {
    expect(await watch.next('ada', 'popular', here)).toBe('peers');
    expect(await watch.next('ada', undefined, here)).toBe('peers');
    expect(await watch.next('nobody', 'peers', here)).toBeUndefined();
  });

  test('waits until its own account is given another, whatever else changes', async () => {
    const told: string[] = [];
    const ada = watch.next('ada', 'peers', here).then((variant) => told.push(`ada ${variant}`));
    const ben = watch.next('ben', 'peers', here).then((variant) => told.push(`ben ${variant}`));
    change('ben', 'popular');
    await ben;
    expect(told).toEqual(['ben popular']);
    change('ada');
    await ada;
    expect(told).toEqual(['ben popular', 'ada undefined']);
  });

  test('that is closed, or whose server stops, is let go', async () => {
    let isGone = false;
    const waiting = watch.next('ada', 'peers', () => isGone);
    isGone = true;
    expect(await waiting).toBe('peers');
  });

  test('is one of a few of that account, and of so many in all', async () => {
    let isGone = false;
    const hold = (accountId: string) => watch.next(accountId, given.get(accountId), () => isGone);
    const of = (count: number, name: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => hold(name(index)));
    const waiting = of(16, () => 'ada');
    await expect(hold('ada')).rejects.toMatchObject({ status: 503, code: 'too-many-wait' });
    waiting.push(...of(3_184, (index) => `a-${index}`));
    // Each is held a turn after it is asked for.
    await Promise.resolve();
    await Promise.resolve();
    await expect(hold('ben')).rejects.toMatchObject({ status: 503, code: 'too-many-wait' });
    isGone = true;
    expect(await Promise.all(waiting)).toHaveLength(3_200);
    expect(await hold('ada')).toBe('peers');
  });
});

import { describe, expect, it } from '@jest/globals';
import { isAt, navigationOf } from './navigation-of.ts';

const pages = [
  { path: '/', roles: ['analyst', 'admin'] },
  { path: '/accounts/:accountId', roles: ['analyst', 'admin'], isDetail: true },
  { path: '/people', roles: ['admin'] },
] as const;

describe('the navigation', () => {
  it('shows each role what is its, and no page about one thing', () => {
    expect(navigationOf(pages, 'admin').map(({ path }) => path)).toEqual(['/', '/people']);
    expect(navigationOf(pages, 'analyst').map(({ path }) => path)).toEqual(['/']);
    expect(navigationOf(pages, 'operator')).toEqual([]);
  });

  it('knows where one is', () => {
    expect(isAt('/accounts', '/accounts/a-1')).toBe(true);
    expect(isAt('/accounts', '/accountsheet')).toBe(false);
    expect(isAt('/', '/accounts')).toBe(false);
    expect(isAt('/', '/')).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseFlagText } from './parse-flag-text.ts';

const flag = { state: 'ENABLED', variants: { peers: 'peers' }, defaultVariant: 'peers' };

describe('a flag written by hand', () => {
  it('is read', () => {
    expect(parseFlagText(JSON.stringify(flag))).toEqual({ flag });
  });

  it.each([
    ['not JSON', '{"state"', 'not JSON'],
    ['no flag', '[]', 'The flag'],
    ['a wrong state', JSON.stringify({ ...flag, state: 'ON' }), 'state'],
    [
      'a default that is no variant',
      JSON.stringify({ ...flag, defaultVariant: 'naive' }),
      'defaultVariant: naive',
    ],
  ])('is refused when it is %s', (_, text, fault) => {
    expect(parseFlagText(text)).toEqual({ fault: expect.stringContaining(fault) });
  });
});

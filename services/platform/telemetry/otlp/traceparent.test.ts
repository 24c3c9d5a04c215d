import { expect, test } from '@jest/globals';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('what is written is what is read', () => {
  const text = `00-${TRACE}-${SPAN}-01`;
  const parsed = parseTraceparent(text);
  expect(parsed).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1 });
  expect(parsed && formatTraceparent(parsed)).toBe(text);
});

test('a later version is read as far as it is known', () => {
  expect(parseTraceparent(`01-${TRACE}-${SPAN}-00-more`)).toMatchObject({ traceId: TRACE, traceFlags: 0 });
});

test.each([
  [undefined],
  [''],
  ['00'],
  [`00-${TRACE}-${SPAN}`],
  [`00-${TRACE}-${SPAN}-01-more`],
  [`ff-${TRACE}-${SPAN}-01`],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`],
  [`00-${'0'.repeat(32)}-${SPAN}-01`],
  [`00-${TRACE}-${'0'.repeat(16)}-01`],
  [`00-${TRACE}-${SPAN}-01\n`],
  [`01-${TRACE}-${SPAN}-01-${'x'.repeat(500)}`],
])('%j is none', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});

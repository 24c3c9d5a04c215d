import { describe, expect, test } from '@jest/globals';
import { item } from '../../../test/builders/acts.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { ODD_NAMES } from '../../../test/builders/hostile.ts';
import { STAND_SOURCE } from '../../contracts/events.ts';
import { judgeEvent } from './judge-event.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const [placed, fulfilled] = anOrder('o-1').of('dog', 2, 850).fulfilled().events;
const hashOrigin = () => ({ address: 'hashed' });

const judge = (candidate: unknown, now = NOW) => judgeEvent(candidate, now, hashOrigin);
const codeOf = (candidate: unknown, now?: number): string => {
  const verdict = judge(candidate, now);
  return 'problem' in verdict ? verdict.problem.code : 'accepted';
};
const withData = (data: object) => ({ ...placed, data: { ...placed!.data, ...data } });
const withLine = (line: object) => withData({ lines: [{ itemId: 'dog', quantity: 1, ...line }] });

describe('an event', () => {
  test('is taken as it is', () => {
    expect(judge(placed)).toEqual({ event: placed });
    expect(judge(fulfilled, NOW + 3_600_000)).toEqual({ event: fulfilled });
    for (const name of ODD_NAMES) {
      expect(codeOf({ ...placed, data: { ...placed!.data, accountId: name, orderId: name } })).toBe(
        'accepted',
      );
      expect(codeOf(withLine({ itemId: name }))).toBe('accepted');
    }
  });

  test('keeps of its origin what the hasher makes of it, and nothing that nobody asked for', () => {
    const verdict = judge({
      ...withData({ origin: { address: '203.0.113.7', device: 'd-9' }, extra: 1 }),
      more: 2,
    });
    expect(verdict).toEqual({ event: withData({ origin: { address: 'hashed' } }) });
  });

  test('under the source of the stand is marked as told from outside, whatever it says of itself', () => {
    const told = { ...placed, source: STAND_SOURCE };
    for (const said of [{}, { ingested: false }, { ingested: 'no' }, { ingested: true }])
      expect(judge({ ...told, ...said })).toEqual({ event: { ...told, ingested: true } });
    expect(judge({ ...placed, ingested: 1 })).toEqual({ event: placed });
  });

  test.each([
    ['nothing', null],
    ['a text', 'order.placed'],
    ['a number', 7],
    ['a list', [placed]],
    ['undefined', undefined],
  ])('that is %s is none', (_, candidate) => {
    expect(codeOf(candidate)).toBe('not-an-event');
  });

  test.each([
    'order.unheard-of',
    '',
    7,
    null,
    'account.quarantined',
    'account.reinstated',
    'account.labelled',
    'flag.changed',
    'recommendation.exposed',
    'policy.activated',
    'change.requested',
    'change.applied',
    'incident.opened',
    'incident.closed',
    '__proto__',
    'constructor',
  ])('of the type %p is not taken: what people decide here has an author', (type) => {
    expect(codeOf({ ...placed, type })).toBe('unknown-event-type');
  });

  test.each([
    ['without a type', { ...placed, type: undefined }],
    ['of another version', { ...placed, specversion: '0.3' }],
    ['without an id', { ...placed, id: '' }],
    ['with an endless id', { ...placed, id: 'x'.repeat(201) }],
    ['without data', { ...placed, data: undefined }],
    ['with a time of day only', { ...placed, time: '12:00' }],
    ['without a zone', { ...placed, time: '2026-11-20T12:00:00' }],
    ['on a day that never was', { ...placed, time: '2026-02-29T12:00:00Z' }],
    ['with an endless time', { ...placed, time: `2026-11-20T12:00:00.${'1'.repeat(90)}Z` }],
    ['with a control character in a name', withData({ accountId: 'a\u0000b' })],
    ['with half a character in a name', withData({ accountId: 'a\ud800' })],
    ['with an endless name', withData({ accountId: 'x'.repeat(129) })],
    ['without lines', withData({ lines: [] })],
    ['with too many lines', withData({ lines: Array(2_001).fill({ itemId: 'dog', quantity: 1 }) })],
    ['with none of an item', withLine({ quantity: 0 })],
    ['with less than none', withLine({ quantity: -1 })],
    ['with half an item', withLine({ quantity: 1.5 })],
    ['with no end of an item', withLine({ quantity: 1e9 })],
    ['with a negative price', withLine({ unitPrice: -1 })],
    ['with a fraction of a cent', withLine({ unitPrice: 0.5 })],
  ])('%s is not valid, and the problem says where', (_, candidate) => {
    const verdict = judge(candidate);
    expect(verdict).toMatchObject({ problem: { status: 422, code: 'invalid-event' } });
    if ('problem' in verdict) expect(verdict.problem.errors?.[0]?.path).toEqual(expect.any(String));
  });

  test('is refused more than five minutes ahead of its receipt, in whatever zone its time is written', () => {
    const at = (time: string) => codeOf({ ...placed, time });
    expect(at('2026-11-20T12:05:00Z')).toBe('accepted');
    expect(at('2026-11-20T12:05:00.001Z')).toBe('event-in-future');
    expect(at('2026-11-20T14:04:00+02:00')).toBe('accepted');
    expect(at('2026-11-20T11:30:00-01:00')).toBe('event-in-future');
    expect(at('9999-12-31T23:59:59Z')).toBe('event-in-future');
    expect(at('0001-01-01T00:00:00Z')).toBe('accepted');
    expect(codeOf(item('item.listed', 'dog', '2027-01-01T00:00:00Z'))).toBe('event-in-future');
  });
});

import { describe, expect, test } from '@jest/globals';
import { incidentClosed, incidentFound, incidentOpened } from '../../../test/builders/acts.ts';
import { fold, listOf, popular } from '../../../test/builders/fold.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { IncidentHistory } from './incident-history.ts';

const order = anOrder('o-1').by('a-1').of('i-1').fulfilled().events;
const itemsOf = (events: Parameters<typeof fold>[0]) => listOf(fold(events), popular()).items.length;

describe('incidents that monitors open', () => {
  test('hold nothing: bad records alone do', () => {
    expect(itemsOf([incidentFound('one', 'stale-data'), ...order])).toBe(1);
    expect(itemsOf([incidentOpened('two'), ...order])).toBe(0);
    const { incidents, held } = fold([incidentFound('one', 'stale-data'), incidentOpened('two'), ...order]);
    expect(incidents.open?.incidentId).toBe('two');
    expect(held.count).toBe(2);
  });

  test('are one of a kind at a time, beside others', () => {
    const { incidents } = fold([
      incidentFound('one', 'stale-data'),
      incidentFound('again', 'stale-data'),
      incidentFound('other', 'old-business'),
      incidentOpened('held'),
    ]);
    expect(incidents.all.map(({ incidentId }) => incidentId)).toEqual(['held', 'other', 'one']);
  });

  test('are closed one by one, and known of each kind when last', () => {
    const { incidents } = fold([
      incidentFound('one', 'stale-data'),
      incidentFound('other', 'old-business'),
      incidentOpened('held'),
      incidentClosed('one'),
      incidentClosed('one'),
      incidentClosed('nobody'),
    ]);
    expect(incidents.open?.incidentId).toBe('held');
    expect(incidents.found.map(({ incidentId }) => incidentId)).toEqual(['other']);
    expect(incidents.lastClosed('stale-data')).toMatchObject({ incidentId: 'one', closed: { released: 0 } });
    expect(incidents.lastClosed('old-business')).toBeUndefined();
    const restored = new IncidentHistory();
    restored.restore(incidents.save());
    expect(restored.all).toEqual(incidents.all);
    expect([restored.open, restored.found]).toEqual([incidents.open, incidents.found]);
  });
});

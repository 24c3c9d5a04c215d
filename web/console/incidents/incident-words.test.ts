import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../services/contracts/http/incidents.ts';
import { contractText, factsText, outcomeText, reasonText, sortedReasons } from './incident-words.ts';

const author = { id: 'relish', role: 'service' } as const;
const act = { position: '0000000000000007', time: '2026-11-20T12:00:00Z', reason: 'too much', author };
const facts = {
  refused: 420,
  seen: 1_000,
  windowMinutes: 15,
  share: 100_000,
  reasons: { 'not-json': 20, 'invalid-event': 400 },
};
const incident: Incident = { incidentId: 'one', kind: 'bad-records', facts, opened: act };
const contract = { windowMinutes: 15, share: 100_000, least: 200 };
const incidents = { position: act.position, incidents: [], waiting: 0, contract, window: { ...facts } };

describe('an incident in words', () => {
  it('tells what was seen, and the most frequent reason first', () => {
    expect(factsText(facts)).toBe('42% were refused where the policy accepted 10%.');
    expect(sortedReasons(facts.reasons).map(([code]) => code)).toEqual(['invalid-event', 'not-json']);
    expect([reasonText('not-json'), reasonText('unheard-of')]).toEqual([
      'A body that is no JSON',
      'unheard-of',
    ]);
  });

  it('tells what waits, or waited', () => {
    expect(outcomeText(incident, 1)).toBe('1 order or item waits.');
    expect(outcomeText({ ...incident, closed: { ...act, released: 1_200 } }, 0)).toBe(
      '1,200 orders and items had waited and count since.',
    );
    expect(outcomeText(incident, 0)).toBe('Nothing waits yet.');
  });

  it('tells the contract and how it stands', () => {
    expect(contractText(incidents)).toMatch(
      /more than 10% .* from 200 events on\. .*420 of 1,000 refused \(42%\)/,
    );
    const quiet = { ...incidents, window: { seen: 0, refused: 0, reasons: {} } };
    expect(contractText(quiet)).toMatch(/Nothing has come in the last 15 minutes\.$/);
    const { contract: _, ...without } = incidents;
    expect(contractText(without)).toMatch(/never held/);
  });
});

import type { Incident, listIncidents } from '../../../services/contracts/http/incidents.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count, counted, percent } from '../../look/format.ts';

type Incidents = ReplyOf<typeof listIncidents>;

const MICRO = 1_000_000;

const REASONS: Readonly<Record<string, string>> = {
  'invalid-event': 'Not as the contract of events has it',
  'unknown-event-type': 'Of a type that isn’t taken',
  'event-in-future': 'Dated ahead of its receipt',
  'not-an-event': 'No event at all',
  'not-json': 'A body that is no JSON',
  'not-a-batch': 'A body that is no list',
};

/** A reason for a refusal; one that nobody described goes by its code. */
export const reasonText = (code: string): string => REASONS[code] ?? code;

/** Reasons with their counts, the most frequent first. */
export const sortedReasons = (
  reasons: Incident['facts']['reasons'],
): readonly (readonly [string, number])[] =>
  Object.entries(reasons).sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));

/** What the policy says, and how it stands now. */
export const contractText = ({ contract, window: { seen, refused } }: Incidents): string => {
  if (!contract) return 'The policy in force has no contract on bad records: publication is never held.';
  const { share, windowMinutes, least } = contract;
  const minutes = counted(windowMinutes, 'minute');
  const rule = `Publication is held when more than ${percent(share / MICRO)} of the events of ${minutes} are refused, from ${counted(least, 'event')} on.`;
  return seen === 0
    ? `${rule} Nothing has come in the last ${minutes}.`
    : `${rule} Of the last ${minutes}: ${count(refused)} of ${count(seen)} refused (${percent(refused / seen)}).`;
};

/** What was seen when it was opened: `420 of 1,000 events in 15 minutes refused (42%), 10% accepted`. */
export const factsText = ({ refused, seen, windowMinutes, share }: Incident['facts']): string => {
  const measured = seen === 0 ? 0 : refused / seen;
  return `${count(refused)} of ${count(seen)} events in ${counted(windowMinutes, 'minute')} refused (${percent(measured)}); the policy accepted ${percent(share / MICRO)}.`;
};

/** What became of what had waited. */
export const outcomeText = ({ closed }: Incident, waiting: number): string =>
  closed
    ? `${counted(closed.released, 'order or item', 'orders and items')} waited and count since.`
    : `${counted(waiting, 'order or item waits', 'orders and items wait')}.`;

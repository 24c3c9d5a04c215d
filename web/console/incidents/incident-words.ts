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

/** How far off the contract it was: `42% were refused where the policy accepted 10%.` */
export const factsText = ({ refused, seen, share }: Incident['facts']): string =>
  `${percent(seen === 0 ? 0 : refused / seen)} were refused where the policy accepted ${percent(share / MICRO)}.`;

/** What became of what had waited. */
export const outcomeText = ({ closed }: Incident, waiting: number): string => {
  const held = closed?.released ?? waiting;
  if (held === 0) return closed ? 'Nothing had waited.' : 'Nothing waits yet.';
  return closed
    ? `${counted(held, 'order or item', 'orders and items')} had waited and ${held === 1 ? 'counts' : 'count'} since.`
    : `${counted(held, 'order or item waits', 'orders and items wait')}.`;
};

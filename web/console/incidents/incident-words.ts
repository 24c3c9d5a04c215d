import type {
  BadRecordsFacts,
  FindingFacts,
  Incident,
  listIncidents,
} from '../../../services/contracts/http/incidents.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count, counted, percent, wait } from '../../look/format.ts';

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
export const sortedReasons = (reasons: BadRecordsFacts['reasons']): readonly (readonly [string, number])[] =>
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
export const factsText = ({ refused, seen, share }: BadRecordsFacts): string =>
  `${percent(seen === 0 ? 0 : refused / seen)} were refused where the policy accepted ${percent(share / MICRO)}.`;

/** What became of what had waited. */
export const outcomeText = ({ closed }: Incident, waiting: number): string => {
  const held = closed?.released ?? waiting;
  if (held === 0) return closed ? 'Nothing had waited.' : 'Nothing waits yet.';
  return closed
    ? `${counted(held, 'order or item', 'orders and items')} had waited and ${held === 1 ? 'counts' : 'count'} since.`
    : `${counted(held, 'order or item waits', 'orders and items wait')}.`;
};

const TITLES: Readonly<Record<Incident['kind'], string>> = {
  'bad-records': 'Too many events refused',
  'stale-data': 'Lists are made from old data',
  'old-business': 'The business is another one than models know',
  'inputs-ignored': 'A model ignores whom it answers',
  'wrong-artifact': 'What is here isn’t what was made',
  'default-for-everybody': 'Everybody gets the same list',
  'label-distribution': 'Other items fill the lists than did',
  'exposure-jump': 'An item is suddenly shown to many',
  'concentrated-weight': 'Lists rest on few accounts',
  'newcomer-pool-saturated': 'New accounts fill an item’s pool',
  'raw-counted-drift': 'What is placed and what counts drift apart',
  behaviour: 'Something that must always hold doesn’t',
};

export const titleOf = ({ kind }: Pick<Incident, 'kind'>): string => TITLES[kind];

/** Whether somebody has to look now. Publication that is held always wants somebody. */
export const isUrgent = (incident: Incident): boolean =>
  incident.kind === 'bad-records' || incident.facts.severity === 'page';

type Unit = FindingFacts['figures'][number]['unit'];

/** A figure in its unit; `–` where there is none. */
export const figureText = (value: number | undefined, unit: Unit): string => {
  if (value === undefined) return '–';
  switch (unit) {
    case 'share':
      return percent(value);
    case 'seconds':
      return wait(value);
    case 'microseconds':
      return `${(value / 1_000).toFixed(2)} ms`;
    case 'bits':
      return `${value.toFixed(2)} bits`;
    case 'votes':
      return counted(Math.round(value), 'vote');
    case 'count':
      return count(value);
  }
};

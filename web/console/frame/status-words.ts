import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import type { getStatus } from '../../../services/contracts/http/overview.ts';
import { count, counted, percent } from '../../look/format.ts';

export type Status = ReplyOf<typeof getStatus>;

/** A position without the zeros that only make it sort: `0000000000012345` → `12,345`. */
export const positionText = (position: string): string => count(Number(position));

/** As much of a digest as people compare: `sha256:9f86d08…` → `9f86d081`. */
export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 8);

export interface Pulse {
  readonly colour: 'relish' | 'mustard' | 'tomato';
  readonly text: string;
}

/** How the fold is doing, in a word or two and a colour. */
export const pulseOf = (status: Status | undefined, failed: boolean): Pulse => {
  if (failed) return { colour: 'tomato', text: 'No answer' };
  if (!status) return { colour: 'mustard', text: 'Asking' };
  if (status.awaySince) return { colour: 'tomato', text: 'Log away' };
  if (status.held) return { colour: 'tomato', text: 'Held' };
  if (status.lag === 0) return { colour: 'relish', text: 'Live' };
  return { colour: 'mustard', text: `${count(status.lag)} behind` };
};

type Held = NonNullable<Status['held']>;

const waitingText = (waiting: number): string => {
  if (waiting === 0) return '; nothing waits yet.';
  return `, and ${counted(waiting, 'order or item waits', 'orders and items wait')}.`;
};

/** Why publication is held, and what that means. */
export const heldText = ({ refused, seen, share, waiting }: Held): string =>
  `${count(refused)} of ${count(seen)} events were refused; the policy accepts ${percent(share / 1_000_000)}. ` +
  `Lists stay as they were${waitingText(waiting)}`;

/** What it means that the log can't be reached. */
export const awayText = ({ waitingExposures = 0 }: Pick<Status, 'waitingExposures'>): string =>
  `Lists go on from what was known and may be out of date; orders and events are refused until it is back${
    waitingExposures === 0
      ? '.'
      : `, and ${counted(waitingExposures, 'answer waits', 'answers wait')} to be recorded.`
  }`;

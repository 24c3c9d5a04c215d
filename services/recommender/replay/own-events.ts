import type { RelishEvent } from '../../contracts/events.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import type { Follower } from './follower.ts';

/** How long an act waits to be folded, in milliseconds. It is durable by then, whatever happens. */
const PATIENCE = 5_000;

type Act = Extract<
  RelishEvent,
  { type: `account.${string}` | `incident.${string}` | 'flag.changed' | 'policy.activated' }
>;
export type ActContent = Act extends infer E extends Act
  ? E extends Act
    ? Pick<E, 'type' | 'data'>
    : never
  : never;

interface Stamp {
  readonly newId: () => string;
  readonly now: () => number;
}

interface OwnEventsDeps extends Stamp {
  readonly log: EventLog;
  readonly follower: Follower;
}

/** An act of ours as it goes on the log. */
export const ownEvent = (content: ActContent, subject: string, { newId, now }: Stamp): Act => ({
  specversion: '1.0',
  id: newId(),
  source: '/recommender',
  time: new Date(now()).toISOString(),
  subject,
  ...content,
});

/** Puts what people decide here on the log, with author and reason, and waits until it is in force. */
export const createOwnEvents =
  ({ log, follower, ...stamp }: OwnEventsDeps) =>
  async (content: ActContent, subject: string): Promise<Position> => {
    const appended = await log.append([ownEvent(content, subject, stamp)]);
    const position = appended.outcome === 'appended' ? appended.positions[0] : undefined;
    if (position === undefined) throw new Error('the log gave no position');
    await follower.reached(position, PATIENCE);
    return position;
  };

export type OwnEvents = ReturnType<typeof createOwnEvents>;

import type { RelishEvent } from '../../contracts/events.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import type { Follower } from './follower.ts';

/** How long an act waits to be folded, in milliseconds. It is durable by then, whatever happens. */
const PATIENCE = 5_000;

type Act = Extract<RelishEvent, { type: `account.${string}` | 'flag.changed' | 'policy.activated' }>;
export type ActContent = Act extends infer E extends Act
  ? E extends Act
    ? Pick<E, 'type' | 'data'>
    : never
  : never;

interface OwnEventsDeps {
  readonly log: EventLog;
  readonly follower: Follower;
  readonly newId: () => string;
  readonly now: () => number;
}

/** Puts what people decide here on the log, with author and reason, and waits until it is in force. */
export const createOwnEvents =
  ({ log, follower, newId, now }: OwnEventsDeps) =>
  async (content: ActContent, subject: string): Promise<Position> => {
    const event = {
      specversion: '1.0',
      id: newId(),
      source: '/recommender',
      time: new Date(now()).toISOString(),
      subject,
      ...content,
    } as const;
    const appended = await log.append([event]);
    const position = appended.outcome === 'appended' ? appended.positions[0] : undefined;
    if (position === undefined) throw new Error('the log gave no position');
    await follower.reached(position, PATIENCE);
    return position;
  };

export type OwnEvents = ReturnType<typeof createOwnEvents>;

import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { checkAlone, isGuarded } from '../changes/check-alone.ts';
import type { Act, ActContent, SubjectedAct } from './acts.ts';
import type { Follower } from './follower.ts';
import type { RecommenderState } from './recommender-state.ts';

/** How long an act waits to be folded, in milliseconds. It is durable by then, whatever happens. */
const PATIENCE = 5_000;
const SOURCE = '/recommender';

export interface Stamp {
  readonly newId: () => string;
  readonly now: () => number;
}

interface OwnEventsDeps extends Stamp {
  readonly log: EventLog;
  readonly state: RecommenderState;
  readonly follower: Follower;
  /** Puts acts that are decided by the state as it is then: see ActsInTurn. */
  readonly putInTurn: (decide: () => readonly SubjectedAct[]) => Promise<Position>;
}

/** An act of ours as it goes on the log. */
export const ownEvent = (content: ActContent, subject: string, stamp: Stamp, source = SOURCE): Act => ({
  specversion: '1.0',
  id: stamp.newId(),
  source,
  time: new Date(stamp.now()).toISOString(),
  subject,
  ...content,
});

/**
 * Puts what one person decides here on the log, with author and reason, and waits until it is in force.
 * @param check throws where what is in force, when it is its turn, is not what its author knew
 * @throws AppError 403 `approval-needed` where the policy asks for two people; nothing is on the log then
 */
export const createOwnEvents =
  ({ log, state, follower, putInTurn, ...stamp }: OwnEventsDeps) =>
  async (content: ActContent, subject: string, check?: () => void): Promise<Position> => {
    if (check || isGuarded(content)) {
      return putInTurn(() => {
        check?.();
        if (isGuarded(content)) checkAlone(state, content, stamp.now());
        return [{ content, subject }];
      });
    }
    const appended = await log.append([ownEvent(content, subject, stamp)]);
    const position = appended.outcome === 'appended' ? appended.positions[0] : undefined;
    if (position === undefined) throw new Error('the log gave no position');
    await follower.reached(position, PATIENCE);
    return position;
  };

export type OwnEvents = ReturnType<typeof createOwnEvents>;

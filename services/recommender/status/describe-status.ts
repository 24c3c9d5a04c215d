import type { getStatus } from '../../contracts/http/overview.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { ExposureRecorder } from '../answers/exposure-recorder.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';

type Recorder = Pick<ExposureRecorder, 'since' | 'waiting'>;

const heldIn = ({ incidents: { open }, held }: RecommenderState): Pick<ReplyOf<typeof getStatus>, 'held'> => {
  if (!open) return {};
  const { incidentId, opened, facts } = open;
  const { refused, seen, share } = facts;
  const { time: since, position } = opened;
  return { held: { incidentId, since, position, refused, seen, share, waiting: held.count } };
};

type Away = Pick<ReplyOf<typeof getStatus>, 'awaySince' | 'waitingExposures'>;

const awayOf = ({ since, waiting }: Recorder): Away => ({
  ...(since !== undefined && { awaySince: new Date(since).toISOString() }),
  ...(waiting > 0 && { waitingExposures: waiting }),
});

/** How far the fold is, and what it amounts to. */
export const describeStatus = (
  state: RecommenderState,
  log: Pick<EventLog, 'head'>,
  recorder: Recorder,
): ReplyOf<typeof getStatus> => {
  const digest = state.digest();
  return {
    position: state.position,
    lag: Number(log.head()) - Number(state.position),
    digest,
    ...(state.today !== undefined && { day: dateOfDay(state.today) }),
    policy: state.policyDigest,
    events: state.events,
    accounts: state.accounts.size,
    established: state.tally.establishedCount,
    quarantined: state.tally.quarantinedCount,
    items: state.items.size,
    waived: state.tally.isWaived,
    ...heldIn(state),
    ...awayOf(recorder),
  };
};

import { Counter, type Registry } from 'prom-client';
import { watchCount, watchValue } from '../../platform/telemetry/watched-metrics.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

/** Of one request: events by what became of them, and the code of each refusal. */
interface Counted {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: readonly string[];
}

/** For whoever watches: what comes in, what is refused and why, and whether publication is held. */
export const createIngestMetrics = (
  registry: Registry,
  { incidents, held, passedOver }: RecommenderState,
  letters: Pick<DeadLetters, 'unkept'>,
): ((counted: Counted) => void) => {
  const events = new Counter({
    name: 'relish_ingested_events_total',
    help: 'Events that sources sent, by outcome (accepted, duplicate, refused) and by the code of the problem',
    labelNames: ['outcome', 'code'],
    registers: [registry],
  });
  watchValue(registry, 'relish_publication_held', '1 while an incident holds publication', () =>
    incidents.open ? 1 : 0,
  );
  watchValue(
    registry,
    'relish_publication_waiting_events',
    'Orders and items that wait to be published',
    () => held.count,
  );
  watchCount(
    registry,
    'relish_unknown_events_total',
    'Events on the log of a type that only another version knows',
    () => passedOver.counts['unknown-type'],
  );
  watchCount(
    registry,
    'relish_unreadable_events_total',
    'Events on the log that are not what their type promises',
    () => passedOver.counts.unreadable,
  );
  watchCount(
    registry,
    'relish_dead_letters_unkept_total',
    'Refused events that found no room while the object store was away: nobody can look at them',
    () => letters.unkept,
  );
  return ({ accepted, duplicates, refused }) => {
    events.inc({ outcome: 'accepted', code: '' }, accepted);
    events.inc({ outcome: 'duplicate', code: '' }, duplicates);
    for (const code of refused) events.inc({ outcome: 'refused', code });
  };
};

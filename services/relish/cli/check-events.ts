import { ingestedEvent } from '../../contracts/events.ts';
import type { SourceEvent } from '../import/source-event.ts';
import type { Delivery } from './send-events.ts';

/**
 * Judges events by the contract without sending them, for a dry run: notes in `delivery` what would be
 * accepted. Whether an event is there already, or lies in the future, only the service knows.
 */
export const checkEvents = async (
  events: AsyncIterable<SourceEvent>,
  delivery: Delivery,
  stop: AbortSignal,
): Promise<void> => {
  for await (const { line, json } of events) {
    if (stop.aborted) return;
    delivery.sent += 1;
    const parsed = ingestedEvent.safeParse(JSON.parse(json));
    if (parsed.success) {
      delivery.accepted += 1;
      continue;
    }
    const [issue] = parsed.error.issues;
    delivery.refused += 1;
    delivery.problems.add(
      'not-by-the-contract',
      line,
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
};

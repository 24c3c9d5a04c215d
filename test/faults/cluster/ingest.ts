import { listDeadLetters } from '../../../services/contracts/http/dead-letters.ts';
import {
  EVENT_BATCH,
  type IngestResult,
  MAX_BATCH_EVENTS,
  postEvents,
} from '../../../services/contracts/http/ingest.ts';
import { order } from './an-event.ts';
import { type Member, SERVICE_TOKEN } from './shop-cluster.ts';

/** A batch of whatever claims to be events, sent to one recommender. */
export const ingestAt = async ({ url }: Member, events: readonly unknown[]): Promise<IngestResult> => {
  const headers = { authorization: `Bearer ${SERVICE_TOKEN}`, 'content-type': EVENT_BATCH };
  const reply = await fetch(`${url}${postEvents.path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(events),
  });
  return postEvents.reply.parse(await reply.json());
};

/** Orders of somebody else's stand, in batches. @param name begins the ids of all */
export const ingestOrders = async (member: Member, name: string, count: number): Promise<void> => {
  for (let from = 0; from < count; from += MAX_BATCH_EVENTS) {
    const length = Math.min(MAX_BATCH_EVENTS, count - from);
    await ingestAt(
      member,
      Array.from({ length }, (_, index) => order(`${name}-${from + index}`)),
    );
  }
};

/** All that was refused and is kept. */
export const countDeadLetters = async ({ url }: Member): Promise<number> => {
  const headers = { authorization: `Bearer ${SERVICE_TOKEN}` };
  const reply = await fetch(`${url}${listDeadLetters.path}?limit=1`, { headers });
  const { counts } = listDeadLetters.reply.parse(await reply.json());
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
};

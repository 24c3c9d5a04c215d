import { EVENT_BATCH, type IngestResult, postEvents } from '../../../services/contracts/http/ingest.ts';
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

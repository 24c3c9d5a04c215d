import { z } from 'zod';
import { ingestedEvent } from '../events.ts';
import { count, position } from '../primitives.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

export const MAX_BATCH_EVENTS = 1_000;
export const ONE_EVENT = 'application/cloudevents+json';
export const EVENT_BATCH = 'application/cloudevents-batch+json';

export const ingestResult = z.object({
  accepted: count,
  duplicates: count,
  rejected: z.array(z.object({ index: count, problem })),
  position: position.meta({ description: 'the position that holds all that was accepted' }),
});
export type IngestResult = z.infer<typeof ingestResult>;

/** The body is read as JSON and judged event by event, so that one bad event never costs its neighbours. */
export const postEvents = defineRoute({
  method: 'post',
  path: '/v1/events',
  summary: 'One event, or a batch of up to 1,000',
  roles: ['service', 'admin'],
  body: z.unknown(),
  mediaTypes: {
    [ONE_EVENT]: ingestedEvent,
    [EVENT_BATCH]: z.array(ingestedEvent).max(MAX_BATCH_EVENTS),
  },
  status: 202,
  reply: ingestResult,
});

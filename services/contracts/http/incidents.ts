import { z } from 'zod';
import { policy } from '../policy.ts';
import { author, count, instant, position, reason } from '../primitives.ts';
import { defineRoute } from './route.ts';

export const incidentId = z.string().min(1).max(64);
export const incidentKind = z.enum(['bad-records']);

/** Refused events by the code of their problem. */
const reasons = z.record(z.string().max(64), count);
/** What was counted in a window: `refused` of `seen`. */
const windowCounts = { refused: count, seen: count };
/** The share that the policy accepts, in millionths. */
const acceptedShare = z.int().min(0).max(1_000_000);

/** What was seen when the incident was opened, and the policy's words of that moment. */
export const incidentFacts = z.object({
  ...windowCounts,
  windowMinutes: z.int().min(1),
  share: acceptedShare,
  reasons,
});
export type IncidentFacts = z.infer<typeof incidentFacts>;

/** What holds publication, short. */
export const held = z.object({
  incidentId,
  since: instant,
  position,
  ...windowCounts,
  share: acceptedShare,
  /** Orders and items that came since and don't count yet. */
  waiting: count,
});

/** Who opened or closed it, when and why. */
const act = z.object({ position, time: instant, reason, author });

export const incident = z.object({
  incidentId,
  kind: incidentKind,
  facts: incidentFacts,
  opened: act,
  /** Absent while it is open. `released`: orders and items that had waited and count since. */
  closed: act.extend({ released: count }).optional(),
});
export type Incident = z.infer<typeof incident>;

export const listIncidents = defineRoute({
  method: 'get',
  path: '/v1/incidents',
  summary: 'What held publication and what does, the last 100, newest first; and the window as it is now',
  roles: ['analyst', 'admin'],
  status: 200,
  reply: z.object({
    position,
    incidents: z.array(incident),
    /** Orders and items that wait for the open incident to be closed. */
    waiting: count,
    /** The policy's words; absent where it has no contract on bad records. */
    contract: policy.shape.badRecords,
    /** Counted in this process since its start, over the contract's window. */
    window: z.object({ ...windowCounts, reasons }),
  }),
});

export const closeIncident = defineRoute({
  method: 'post',
  path: '/v1/incidents/{incidentId}/close',
  summary: 'Publish again: what waited counts from the next answer on',
  roles: ['admin'],
  params: z.object({ incidentId }),
  body: z.object({ reason }),
  status: 200,
  reply: incident,
});

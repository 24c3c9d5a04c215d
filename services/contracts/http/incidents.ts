import { z } from 'zod';
import { policy } from '../policy.ts';
import { author, count, digest, instant, position, reason } from '../primitives.ts';
import { defineRoute } from './route.ts';

export const incidentId = z.string().min(1).max(64);

/** What a monitor may notice while Relish is up and fast. None of these holds publication: `bad-records` alone does. */
export const findingKind = z.enum([
  'stale-data',
  'old-business',
  'inputs-ignored',
  'wrong-artifact',
  'default-for-everybody',
  'label-distribution',
  'exposure-jump',
  'concentrated-weight',
  'newcomer-pool-saturated',
  'raw-counted-drift',
  'behaviour',
]);
export type FindingKind = z.infer<typeof findingKind>;

/** Refused events by the code of their problem. */
const reasons = z.record(z.string().max(64), count);
/** What was counted in a window: `refused` of `seen`. */
const windowCounts = { refused: count, seen: count };
/** The share that the policy accepts, in millionths. */
const acceptedShare = z.int().min(0).max(1_000_000);

/** What was seen when the incident was opened, and the policy's words of that moment. */
const badRecordsFacts = z.object({
  ...windowCounts,
  windowMinutes: z.int().min(1),
  share: acceptedShare,
  reasons,
});
export type BadRecordsFacts = z.infer<typeof badRecordsFacts>;

/** How a figure is written: shares are from 0 to 1, bits are of information. */
const unit = z.enum(['count', 'share', 'bits', 'seconds', 'microseconds', 'votes']);
const name = z.string().min(1).max(120);

/** What a monitor saw, so that it can be told without knowing the monitor. */
export const findingFacts = z.object({
  /** `page`: somebody has to look now; `ticket`: within days. */
  severity: z.enum(['page', 'ticket']),
  /** What to do about it. */
  wayOut: z.string().min(1).max(500),
  /** `before`: how it used to be; `limit`: from where on it is a finding. */
  figures: z
    .array(
      z.object({ name, unit, now: z.number(), before: z.number().optional(), limit: z.number().optional() }),
    )
    .max(12),
  /** Whom or what it is about; the first few. */
  about: z
    .array(
      z.object({
        what: z.enum(['item', 'account', 'request', 'model', 'statement']),
        id: z.string().min(1).max(200),
        note: z.string().max(200).optional(),
      }),
    )
    .max(12),
});
export type FindingFacts = z.infer<typeof findingFacts>;

/** What an incident is and what was seen, by kind. */
const badRecords = { kind: z.literal('bad-records'), facts: badRecordsFacts };
const finding = { kind: findingKind, facts: findingFacts };

/** What the log says of an opening. */
const opening = { incidentId, reason, author };
export const incidentOpening = z.discriminatedUnion('kind', [
  z.object({ ...opening, ...badRecords }),
  z.object({ ...opening, ...finding }),
]);

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

const course = {
  incidentId,
  opened: act,
  /** Absent while it is open. `released`: orders and items that had waited and count since. */
  closed: act.extend({ released: count }).optional(),
};
const heldIncident = z.object({ ...course, ...badRecords });
const foundIncident = z.object({ ...course, ...finding });
/** An incident that holds publication while it is open. */
export type HeldIncident = z.infer<typeof heldIncident>;
/** One that a monitor opened: it holds nothing. */
export type FoundIncident = z.infer<typeof foundIncident>;

export const incident = z.discriminatedUnion('kind', [heldIncident, foundIncident]);
export type Incident = z.infer<typeof incident>;

export const listIncidents = defineRoute({
  method: 'get',
  path: '/v1/incidents',
  summary:
    'What is and was wrong: open incidents first, and the last 100 closed; and the window of refused events',
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
  summary: 'Say that it is over: where publication was held, what waited counts from the next answer on',
  roles: ['admin'],
  params: z.object({ incidentId }),
  body: z.object({ reason }),
  status: 200,
  reply: incident,
});

/**
 * A forensic bundle as it is stored and downloaded. `content` is the JSON text of an `incidentBundle`; its digest is
 * what `seal`, a DSSE envelope in base64, is the signature of. `snapshot` and `artifacts`, base64, have the digests that the content says.
 */
export const sealedBundle = z.object({
  kind: z.literal('relish-incident-bundle'),
  version: z.literal(1),
  seal: z.base64(),
  content: z.string(),
  snapshot: z.base64().optional(),
  /** By digest: of trained models. */
  artifacts: z.record(digest, z.base64()).optional(),
});
export type SealedBundle = z.infer<typeof sealedBundle>;

export const getIncidentBundle = defineRoute({
  method: 'get',
  path: '/v1/incidents/{incidentId}/bundle',
  summary: 'What an incident was opened on, sealed, for `relish replay`: inputs, answers, state, suspects',
  roles: ['analyst', 'admin'],
  params: z.object({ incidentId }),
  status: 200,
  reply: sealedBundle,
});

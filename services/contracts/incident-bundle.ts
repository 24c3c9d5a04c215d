import { z } from 'zod';
import { incidentId, findingFacts, findingKind } from './http/incidents.ts';
import { answer, question } from './http/answers.ts';
import { behaviourDocument } from './http/behaviours.ts';
import { flagDefinition } from './http/flags.ts';
import { trainedModelName } from './http/registry.ts';
import { incidentWindow } from './incident-window.ts';
import { policy } from './policy.ts';
import { accountId, count, digest, instant, position } from './primitives.ts';

/** What an incident was opened on: enough to find it again elsewhere, without the service and without the log. */
export const incidentBundle = z.object({
  incidentId,
  kind: findingKind,
  reason: z.string(),
  facts: findingFacts,
  time: instant,
  /** All the rest of it is as of this position. */
  position,
  policy: z.object({ digest, content: policy }),
  flags: z.object({ digest, content: flagDefinition }),
  behaviours: z.array(behaviourDocument),
  /** What the monitors saw, a moment before: as of the position that it names. */
  window: incidentWindow,
  /**
   * The last answers that went out: what was asked, what was answered then, and what the accused process answered to
   * the same question at the bundle's position. The last 50.
   */
  answers: z.array(z.object({ time: instant, question, then: answer, now: answer })),
  /** Accounts of lowered standing or with evidence against them that did something in the last week; the first 200. */
  suspects: z.array(
    z.object({
      accountId,
      standing: z.string(),
      /** In votes, millionths. */
      votes: count,
      evidence: z.array(z.object({ code: z.string(), strength: count })),
    }),
  ),
  /**
   * Of the trained models that answered: what they answered from. It comes with the bundle, unless it would be too large.
   * Older bundles have none.
   */
  artifacts: z
    .array(
      z.object({ name: trainedModelName, version: z.string(), digest, bytes: count, isLeftOut: z.boolean() }),
    )
    .default([]),
  /** The state as of the position. Absent, with the reason, where it would be too large. */
  snapshot: z.union([z.object({ digest, bytes: count }), z.object({ leftOut: z.string() })]),
});
export type IncidentBundle = z.infer<typeof incidentBundle>;

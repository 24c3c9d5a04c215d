import { z } from 'zod';

/** OpenSLO's duration shorthand, of the postfixes that Relish uses: minutes, hours, days. */
const duration = z.string().regex(/^[1-9]\d{0,4}[mhd]$/, 'a number and m, h or d');

const envelope = <const Kind extends string, Spec extends z.ZodType>(kind: Kind, spec: Spec) =>
  z.strictObject({
    apiVersion: z.literal('openslo/v1'),
    kind: z.literal(kind),
    metadata: z.strictObject({
      name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
      displayName: z.string().max(100),
      /** Text by key, the key with a prefix: what this implementation wants to know. */
      annotations: z.record(z.string(), z.string()).optional(),
    }),
    spec,
  });

const description = z.string().max(1_050);
const metric = z.strictObject({
  metricSource: z.strictObject({
    type: z.literal('Prometheus'),
    spec: z.strictObject({ query: z.string().max(2_000) }),
  }),
});

/** A promise to those who get lists: which answers are good, how many of them have to be, over which days. */
export const serviceLevelObjective = envelope(
  'SLO',
  z.strictObject({
    description,
    service: z.string(),
    indicator: z.strictObject({
      metadata: z.strictObject({ name: z.string() }),
      spec: z.strictObject({
        ratioMetric: z.strictObject({ counter: z.literal(true), good: metric, total: metric }),
      }),
    }),
    timeWindow: z.tuple([z.strictObject({ duration, isRolling: z.literal(true) })]),
    budgetingMethod: z.literal('Occurrences'),
    objectives: z.tuple([z.strictObject({ displayName: z.string(), target: z.number().gt(0).lt(1) })]),
    alertPolicies: z.array(z.strictObject({ alertPolicyRef: z.string() })),
  }),
);
export type ServiceLevelObjective = z.infer<typeof serviceLevelObjective>;

/** How fast a budget may burn before somebody is told: one row of the four-window table. */
export const alertPolicy = envelope(
  'AlertPolicy',
  z.strictObject({
    description,
    alertWhenBreaching: z.literal(true),
    alertWhenResolved: z.boolean(),
    alertWhenNoData: z.boolean(),
    conditions: z.tuple([
      z.strictObject({
        kind: z.literal('AlertCondition'),
        metadata: z.strictObject({ name: z.string() }),
        spec: z.strictObject({
          description,
          severity: z.enum(['page', 'ticket']),
          condition: z.strictObject({
            kind: z.literal('burnrate'),
            threshold: z.number().positive(),
            lookbackWindow: duration,
            /** Nothing is waited for: the short window of the annotations says that it goes on. */
            alertAfter: z.literal('0m'),
          }),
        }),
      }),
    ]),
    notificationTargets: z.array(z.strictObject({ targetRef: z.string() })).min(1),
  }),
);
export type AlertPolicy = z.infer<typeof alertPolicy>;

import { z } from 'zod';
import { instant } from './primitives.ts';

const uri = z
  .string()
  .max(1_000)
  .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'a URI');

/** Whatever is told besides: who says so, and where its schema is; the rest is that schema's. */
const facet = z.looseObject({ _producer: uri, _schemaURL: uri });
const facets = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/), facet);

const named = { namespace: z.string().min(1), name: z.string().min(1), facets: facets.optional() };

/** OpenLineage's RunEvent 2-0-2: one START, then one COMPLETE, ABORT or FAIL a run. */
export const runEvent = z.strictObject({
  eventType: z.enum(['START', 'COMPLETE', 'ABORT', 'FAIL']),
  eventTime: instant,
  run: z.strictObject({ runId: z.uuid(), facets: facets.optional() }),
  job: z.strictObject(named),
  inputs: z.array(z.strictObject({ ...named, inputFacets: facets.optional() })),
  outputs: z.array(z.strictObject({ ...named, outputFacets: facets.optional() })),
  producer: uri,
  schemaURL: z.literal('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent'),
});
export type RunEvent = z.infer<typeof runEvent>;

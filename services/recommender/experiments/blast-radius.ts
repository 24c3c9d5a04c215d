import type { ExperimentDocument } from '../../contracts/http/experiments.ts';
import { fnv1a } from '../../platform/digest/fnv1a.ts';

const ALL_PARTS = 10_000;

/** Whether an account is among the parts that an experiment may touch: others for each, and nobody knows its id before. */
export const isWithin = (
  { experimentId, parts }: Pick<ExperimentDocument, 'experimentId' | 'parts'>,
  accountId: string,
): boolean => (fnv1a(`${accountId}/${experimentId}`) >>> 0) % ALL_PARTS < parts;

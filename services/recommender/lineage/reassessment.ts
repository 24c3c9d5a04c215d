import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { Dataset, Job, Lineage, Run } from '../../platform/lineage/lineage.ts';
import { readLog } from './log-up-to.ts';

const JOB: Job = {
  name: 'recommender.reassess',
  facets: {
    jobType: { processingType: 'BATCH', integration: 'RELISH', jobType: 'REASSESSMENT' },
    documentation: {
      description:
        'Every order line of the log is assessed under a policy, as a version beside the one before.',
    },
  },
};

interface Reassessed {
  readonly position: Position;
  /** Of the policy. */
  readonly policy: string;
  /** Of the influence state: effective votes and standings. */
  readonly digest: string;
  readonly fingerprint: Pick<Fingerprint, 'items' | 'effectiveAccounts' | 'digest'> &
    Partial<Pick<Fingerprint, 'counts'>>;
}

/** All assessments of the log up to a position under a policy: one version, named by both. */
const assessmentsOf = ({ position, policy, digest, fingerprint }: Reassessed): Dataset => {
  const { items, effectiveAccounts, counts } = fingerprint;
  return {
    name: `assessments/${policy}/${position}`,
    facets: {
      version: { datasetVersion: digest },
      dataQualityMetrics: {
        ...(counts && { rowCount: counts.lines }),
        columnMetrics: {
          item_id: { distinctCount: items.distinct },
          ...(counts && { account_id: { distinctCount: counts.accounts }, quantity: { sum: counts.units } }),
        },
      },
      relish_fingerprint: { digest: fingerprint.digest, items, effectiveAccounts },
    },
  };
};

interface Change {
  /** Up to which the log is assessed. */
  readonly position: Position;
  /** The digest of the policy that is tried or activated. */
  readonly after: string;
  /** Whether answers stay as they are. */
  readonly isDryRun: boolean;
}

/** A re-assessment under way. */
export interface Reassessment extends Pick<Run, 'fail' | 'abort'> {
  /** @param before the digest of the policy that was in force before */
  complete(made: Reassessed, before: string): void;
}

/** Tells of a re-assessment that begins. */
export const startReassessment = (
  lineage: Lineage | undefined,
  { position, after, isDryRun }: Change,
): Reassessment | undefined => {
  const relish_policy = { after, isDryRun };
  const run = lineage?.runOf(JOB, [readLog(position)], { relish_policy });
  return (
    run && {
      complete(made, before) {
        run.complete([assessmentsOf(made)], {
          inputs: [readLog(made.position)],
          facets: { relish_policy: { before, ...relish_policy } },
        });
      },
      fail: (error) => run.fail(error),
      abort: () => run.abort(),
    }
  );
};

import type { Provenance, TrainedModelName } from '../../contracts/http/registry.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { Dataset, Job, Lineage, Run } from '../../platform/lineage/lineage.ts';
import { artifactName } from '../registry/artifact-names.ts';
import { readLog } from './log-up-to.ts';

const jobOf = (name: TrainedModelName): Job => ({
  name: `recommender.train.${name}`,
  facets: {
    jobType: { processingType: 'BATCH', integration: 'RELISH', jobType: 'TRAINING' },
    documentation: { description: 'A model learns from the votes of accounts that are established.' },
  },
});

/** The votes that were learnt from, frozen: one version, named by its policy and position. */
const trainingSetOf = ({ training, fingerprint }: Provenance): Dataset => {
  const { policy, asOf, trainingSet, accounts } = training;
  const { digest, items, entries, effectiveAccounts } = fingerprint;
  return {
    name: `training-sets/${policy}/${asOf}`,
    facets: {
      version: { datasetVersion: trainingSet },
      relish_fingerprint: { digest, items, effectiveAccounts },
    },
    use: {
      dataQualityMetrics: {
        rowCount: entries,
        columnMetrics: {
          account_id: { distinctCount: accounts },
          item_id: { distinctCount: items.distinct },
        },
      },
    },
  };
};

/** What came of it, under the name that it has in the object store. */
const artifactOf = ({ training, parameters }: Provenance): Dataset => ({
  name: artifactName(training),
  facets: {
    version: { datasetVersion: training.artifact },
    relish_model: { name: training.name, version: training.version, parameters },
  },
  use: { outputStatistics: { size: training.bytes, fileCount: 1 } },
});

/** A training under way. */
export interface ToldTraining extends Pick<Run, 'fail' | 'abort'> {
  complete(provenance: Provenance): void;
}

/** Tells of a training that begins. @param position up to which the log is folded */
export const tellTraining = (
  lineage: Lineage | undefined,
  name: TrainedModelName,
  position: Position,
  reason: string,
): ToldTraining | undefined => {
  const run = lineage?.runOf(jobOf(name), [readLog(position)], { relish_training: { reason } });
  return (
    run && {
      complete(provenance) {
        const inputs = [readLog(provenance.training.asOf), trainingSetOf(provenance)];
        run.complete([artifactOf(provenance)], { inputs });
      },
      fail: (error) => run.fail(error),
      abort: () => run.abort(),
    }
  );
};

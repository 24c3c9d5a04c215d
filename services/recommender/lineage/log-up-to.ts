import { ORIGIN, type Position } from '../../platform/event-log/event-log.ts';
import type { Dataset } from '../../platform/lineage/lineage.ts';

/** The log from its beginning up to a position: a version of it, whoever wrote it or read it. */
export const logUpTo = (position: Position): Dataset => ({
  name: `log/${ORIGIN}-${position}`,
  facets: { version: { datasetVersion: position } },
});

/** The same as what a run read. */
export const readLog = (position: Position): Dataset => ({
  ...logUpTo(position),
  use: { dataQualityMetrics: { rowCount: Number(position), columnMetrics: {} } },
});

import type { Position } from '../../platform/event-log/event-log.ts';
import type { Dataset } from '../../platform/lineage/lineage.ts';

const ORIGIN = '0'.repeat(16);

/** The log from its beginning up to a position, as what a run reads. */
export const logUpTo = (position: Position): Dataset => ({
  name: `log/${ORIGIN}-${position}`,
  facets: { version: { datasetVersion: position } },
  use: { dataQualityMetrics: { rowCount: Number(position), columnMetrics: {} } },
});

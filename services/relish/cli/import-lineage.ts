import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Dataset, Job, Lineage } from '../../platform/lineage/lineage.ts';
import { logUpTo } from '../../recommender/lineage/log-up-to.ts';
import type { Input } from '../import/open-input.ts';
import type { Tally } from '../import/tally.ts';
import { OpenedParts } from '../launch/opened-parts.ts';
import { openLineage } from '../launch/open-lineage.ts';
import { configOf } from './open-objects.ts';
import type { Delivery } from './send-events.ts';
import { say, type Terminal } from './terminal.ts';

interface Import {
  readonly file: string;
  readonly format: string;
  readonly input: Input;
  readonly tally: Tally;
  readonly delivery: Delivery;
}

const jobOf = (format: string): Job => ({
  name: `import.${format}`,
  facets: {
    jobType: { processingType: 'BATCH', integration: 'RELISH', jobType: 'IMPORT' },
    documentation: { description: 'Events of a file are put on the log.' },
  },
});

/** The file by its name, without the folders of whoever imports. */
const fileOf = (file: string): Dataset => ({
  namespace: 'file',
  name: file === '-' ? 'standard-input' : basename(file),
});

const readFile = ({ file, input, tally }: Import): Dataset => ({
  ...fileOf(file),
  facets: { version: { datasetVersion: input.digest() } },
  use: {
    dataQualityMetrics: {
      rowCount: tally.report().lines,
      ...(input.size !== undefined && { bytes: input.size }),
      columnMetrics: {},
    },
  },
});

/** The log up to the last position of what was sent; an import of nothing wrote nothing. */
const writtenLog = ({
  delivery: { position, accepted, duplicates, refused },
}: Import): readonly Dataset[] => {
  if (position === undefined) return [];
  const log = logUpTo(position);
  const facets = { ...log.facets, relish_delivery: { accepted, duplicates, refused } };
  return [{ ...log, facets, use: { outputStatistics: { rowCount: accepted } } }];
};

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Whoever imports from another machine has no data folder here, and tells a receiver or a file that is named. */
const lineageOf = async (
  { environment, err }: Terminal,
  parts: OpenedParts,
): Promise<Lineage | undefined> => {
  const config = configOf(environment);
  const folder = resolve(config.RELISH_DATA);
  const isNamed = config.OPENLINEAGE_URL !== undefined || config.RELISH_LINEAGE_FILE !== undefined;
  if (!isNamed && !(await isFolder(folder))) return undefined;
  const onDropped = ({ why }: { readonly why: string }) => say(err, `(lineage was not told: ${why})`);
  return openLineage({ config, folder, onDropped, now: Date.now }, parts);
};

/** Does the work of an import, and tells of it as lineage. What can't be told fails nothing. */
export const tellImport = async (
  told: Import,
  terminal: Terminal,
  work: () => Promise<void>,
): Promise<void> => {
  await using parts = new OpenedParts();
  const lineage = await lineageOf(terminal, parts);
  const run = lineage?.runOf(jobOf(told.format), [fileOf(told.file)]);
  try {
    await work();
    if (terminal.stop.aborted) run?.abort();
    else run?.complete(writtenLog(told), { inputs: [readFile(told)] });
  } catch (error) {
    run?.fail(error);
    throw error;
  }
};

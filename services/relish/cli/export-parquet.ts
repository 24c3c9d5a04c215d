import { type Exported, exportArchive } from '../../platform/analysis/export-archive.ts';
import { findStreams } from './archive-parameters.ts';
import { CliError } from './cli-error.ts';
import { trustedBy } from './find-keys.ts';
import type { OpenedObjects } from './open-objects.ts';
import { configOf } from './open-objects.ts';
import { showProgress } from './show-progress.ts';
import { inWords, type Terminal } from './terminal.ts';

interface Wanted {
  readonly folder: string;
  readonly stream?: readonly string[];
  readonly key?: readonly string[];
}

/**
 * Brings a folder of Parquet up to what is archived, with progress.
 * @throws CliError when it was stopped, or a stream isn't there
 */
export const exportParquet = async (
  { store, where }: OpenedObjects,
  { folder, stream, key = [] }: Wanted,
  terminal: Terminal,
): Promise<Exported> => {
  const { environment, stop } = terminal;
  const trusted = await trustedBy(configOf(environment), key);
  const streams = await findStreams(store, where, stream);
  let [done, total] = [0, 0];
  const progress = showProgress('Reading the archive', terminal, () => ({
    share: total === 0 ? 0 : done / total,
    text: `${inWords(done)} of ${inWords(total)} segments`,
  }));
  try {
    const onProgress = (segments: number, all: number): void => void ([done, total] = [segments, all]);
    return await exportArchive({ store, trusted, streams, folder, stop, onProgress });
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new CliError('Stopped. What is written is whole; the next time goes on from here.', {
      cause: error,
    });
  } finally {
    progress.end();
  }
};

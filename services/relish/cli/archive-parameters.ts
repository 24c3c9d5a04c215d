import { listStreams } from '../../platform/archive/list-archive.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import { CliError } from './cli-error.ts';

/** Options of every command that reads the archive, as `parseArgs` takes them. */
export const ARCHIVE_OPTIONS = {
  from: { type: 'string' },
  stream: { type: 'string', multiple: true },
  key: { type: 'string', multiple: true },
} as const;

export const ARCHIVE_HELP = `  --from FOLDER     the objects of a folder; by default those of the S3 that S3_ENDPOINT names,
                    else those of the data folder (RELISH_DATA, default .data)
  --stream NAME     only that stream of the log; may be said again
  --key ed25519:…   whose signature counts, beside RELISH_TRUSTED_KEYS, RELISH_SIGNING_KEY and
                    the data folder's own key; may be said again`;

/**
 * The streams that were asked for, or all.
 * @param where the store is, for messages
 * @throws CliError if one of them isn't archived
 */
export const findStreams = async (
  store: ObjectStore,
  where: string,
  asked: readonly string[] = [],
): Promise<readonly string[]> => {
  const there = await listStreams(store);
  const missing = asked.find((stream) => !there.includes(stream));
  if (missing === undefined) return asked.length > 0 ? [...new Set(asked)] : there;
  const others = there.length > 0 ? `There is ${there.join(', ')}.` : 'Nothing is.';
  throw new CliError(`No stream ${missing} is archived in ${where}. ${others}`);
};

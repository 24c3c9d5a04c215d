import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { defaultFlags } from '../../platform/flags/default-flags.ts';
import { defaultPolicy } from '../../recommender/integrity/policy.ts';
import { RecommenderState } from '../../recommender/replay/recommender-state.ts';
import { CliError, UsageError } from './cli-error.ts';
import { openLog } from './open-log.ts';
import { configOf } from './open-objects.ts';
import { showProgress } from './show-progress.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';
import { verifyLog, type Verification } from './verify-log.ts';
import { verifyObjects } from './verify-objects.ts';

const MAX_SEED = 2 ** 31;

const help = `relish verify [--seed NUMBER]
relish verify --archive [--from FOLDER] [--key KEY]… [--reach POSITION]

Folds the log twice, in the order of arrival and in another order, and compares the
digests of what came out: nothing may depend on who came first, or said it twice.
Reads the data folder on this machine (RELISH_DATA, default .data), or with REDIS_URL the
log on Redis, and what is archived of it in the S3 that S3_ENDPOINT names; Relish may be
running on it, and goes on undisturbed.

  --seed NUMBER   the other order; by default a new one each time, and printed

Ends with 0 if the digests are equal, 1 if not.

With --archive it reads all that is archived or backed up instead, and names every object
that is changed, missing, swapped, renamed or added. It reads the objects of the data
folder, or the S3 that S3_ENDPOINT names.

  --from FOLDER     the folder of a backup
  --key KEY         whose signatures count (ed25519:…, as relish backup prints it), beside
                    RELISH_SIGNING_KEY, RELISH_TRUSTED_KEYS and the data folder's own key
  --reach POSITION  how far every archive must reach: without it only backups say so

Ends with 0 if all is as it was signed, 1 if not.`;

const readSeed = (text: string | undefined): number => {
  if (text === undefined) return randomInt(MAX_SEED);
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0 && seed < MAX_SEED && text.trim() !== '') return seed;
  throw new UsageError(`--seed may be a whole number from 0 to ${MAX_SEED - 1}, not ${text}.`);
};

const inText = (found: Verification, seed: number): string => {
  const { events, position, leftOut, waiting, repeated, inOrder, shuffled, equal } = found;
  return [
    `${inWords(events)} events up to position ${position}`,
    `  as they arrived          ${inOrder}`,
    `  in another order         ${shuffled}`,
    `    (seed ${seed}, ${inWords(repeated)} of them twice, ${inWords(leftOut)} exposures left out)`,
    ...(waiting > 0
      ? [`  publication is held: ${inWords(waiting)} orders and items wait and count in neither`]
      : []),
    equal
      ? '✓ Equal: no recommendation depends on the order of arrival.'
      : '✗ They differ: the fold depends on the order of arrival. Keep the log, and report the seed.',
  ].join('\n');
};

const verifyFold = async (seed: number, terminal: Terminal): Promise<ExitCode> => {
  const { environment, stop, out } = terminal;
  await using log = await openLog(configOf(environment));
  const total = Number(log.head()) * 2;
  let folded = 0;
  const progress = showProgress('Verifying', terminal, () => {
    return {
      share: total === 0 ? 1 : folded / total,
      text: `${inWords(folded)} of ${inWords(total)} events folded`,
    };
  });
  try {
    const createFold = () => new RecommenderState(defaultPolicy, defaultFlags);
    const found = await verifyLog({ log, createFold, seed, stop, onProgress: (events) => (folded = events) });
    progress.end();
    say(out, inText(found, seed));
    return found.equal ? 0 : 1;
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new CliError('Stopped before the digests were there.', { cause: error });
  } finally {
    progress.end();
  }
};

const options = {
  seed: { type: 'string' },
  archive: { type: 'boolean', default: false },
  from: { type: 'string' },
  key: { type: 'string', multiple: true },
  reach: { type: 'string' },
} as const;

const runVerify = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { values } = parseArgs({ args: [...parameters], options });
  const { seed, archive, ...ofArchive } = values;
  if (archive) {
    if (seed !== undefined) throw new UsageError('--seed has no meaning with --archive.');
    return verifyObjects(ofArchive, terminal);
  }
  if (Object.keys(ofArchive).length > 0) throw new UsageError('--from, --key and --reach go with --archive.');
  return verifyFold(readSeed(seed), terminal);
};

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Fold the log twice, in another order, and compare the digests',
  help,
  run: runVerify,
};

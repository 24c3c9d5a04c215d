import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLogCopy } from '../../platform/event-log/open-log-copy.ts';
import { defaultFlags } from '../../platform/flags/default-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { defaultPolicy } from '../../recommender/integrity/policy.ts';
import { RecommenderState } from '../../recommender/replay/recommender-state.ts';
import { CliError, UsageError } from './cli-error.ts';
import { dataFolder } from './find-token.ts';
import { showProgress } from './show-progress.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';
import { verifyLog, type Verification } from './verify-log.ts';

const LOG_FOLDER = 'log';
const MAX_SEED = 2 ** 31;

const help = `relish verify [--seed NUMBER]

Folds the log twice, in the order of arrival and in another order, and compares the
digests of what came out: nothing may depend on who came first, or said it twice.
Reads the data folder on this machine (RELISH_DATA, default .data); Relish may be
running on it, and goes on undisturbed.

  --seed NUMBER   the other order; by default a new one each time, and printed

Ends with 0 if the digests are equal, 1 if not.`;

const readSeed = (text: string | undefined): number => {
  if (text === undefined) return randomInt(MAX_SEED);
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0 && seed < MAX_SEED && text.trim() !== '') return seed;
  throw new UsageError(`--seed may be a whole number from 0 to ${MAX_SEED - 1}, not ${text}.`);
};

const openLog = (folder: string) =>
  openLogCopy(folder).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code !== 'no-log') throw cause;
    const detail = `${cause.message} Set RELISH_DATA to the data folder of Relish, or start it first (npm start).`;
    throw new CliError(detail, { cause });
  });

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

const runVerify = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { values } = parseArgs({ args: [...parameters], options: { seed: { type: 'string' } } });
  const seed = readSeed(values.seed);
  const { environment, stop, out } = terminal;
  await using log = await openLog(join(dataFolder(environment), LOG_FOLDER));
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

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Fold the log twice, in another order, and compare the digests',
  help,
  run: runVerify,
};

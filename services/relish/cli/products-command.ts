import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instant } from '../../contracts/primitives.ts';
import { productId } from '../../contracts/http/products.ts';
import { type CheckedContract, checkContract } from '../../platform/analysis/check-contract.ts';
import { openEventDatabase } from '../../platform/analysis/event-database.ts';
import { EXPOSURE_VIEWS } from '../../platform/analysis/exposure-views.ts';
import { openArchivedLog } from '../../platform/archive/open-archived-log.ts';
import { WHOLE_LOG } from '../../platform/backup/backup-manifest.ts';
import type { LogReader } from '../../platform/event-log/open-log-copy.ts';
import { sequenceOf } from '../../platform/event-log/position.ts';
import { readContract } from '../../recommender/products/read-products.ts';
import { ARCHIVE_HELP, ARCHIVE_OPTIONS, findStreams } from './archive-parameters.ts';
import { CliError, UsageError } from './cli-error.ts';
import { trustedBy } from './find-keys.ts';
import { openLog } from './open-log.ts';
import { configOf, openObjects } from './open-objects.ts';
import { makeProductFiles, type ProductFiles } from './product-data.ts';
import { showProgress } from './show-progress.ts';
import { tame } from './show-rows.ts';
import { type Command, type ExitCode, inWords, say, type Terminal } from './terminal.ts';

const help = `relish products check [--data FOLDER] [--to FOLDER] [--at TIME] [--json]
relish products check --archive [--from FOLDER] [--stream NAME] [--key KEY] [--to FOLDER]
                      [--at TIME] [--json]

Holds what is published against its contracts (ODCS, at GET /v1/products/{id}/contract): the log,
the assessments that follow from it, and the lists that went out. Each rule that the data breaks
is named, with how much of it and an example: columns and their types, what must be there, be
unique, look like something, be one of some values, be in another table, be fresh.

It reads the log of the data folder, or with REDIS_URL the one on Redis; Relish may be running.

  --data FOLDER     the data folder (RELISH_DATA, default .data)
  --to FOLDER       keeps what was checked there, as Parquet: events-N and assessments-N
  --at TIME         judges what is fresh by this time, such as 2026-11-20T12:00:00Z; by default now
  --json            the result as JSON
  --archive         what is archived instead, up to where all of its streams are: verified, and
                    assessed by the policy that was in force there
${ARCHIVE_HELP}

Ends with 0 if every promise is kept, 1 if not.`;

const options = {
  ...ARCHIVE_OPTIONS,
  data: { type: 'string' },
  to: { type: 'string' },
  at: { type: 'string' },
  archive: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readParameters>;

const readParameters = (parameters: readonly string[]) => {
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  if (positionals.length !== 1 || positionals[0] !== 'check')
    throw new UsageError('Which of them? relish products check.');
  const { archive, from, stream, key, data } = values;
  if (archive && data !== undefined) throw new UsageError('--data has no meaning with --archive.');
  if (!archive && [from, stream, key].some((given) => given !== undefined))
    throw new UsageError('--from, --stream and --key go with --archive.');
  return values;
};

const timeOf = (at: string | undefined): string => {
  if (at === undefined) return new Date().toISOString();
  const given = instant.safeParse(at);
  if (given.success) return new Date(given.data).toISOString();
  throw new UsageError(`--at may be a time such as 2026-11-20T12:00:00Z, not ${at}.`);
};

/** Writes a log and what follows from it as Parquet, with progress. */
const filesOf = async (log: LogReader, folder: string, terminal: Terminal): Promise<ProductFiles> => {
  const total = sequenceOf(log.head());
  let done = 0;
  const progress = showProgress('Reading the log', terminal, () => ({
    share: total === 0 ? 1 : done / total,
    text: `${inWords(done)} of ${inWords(total)} events`,
  }));
  try {
    const onProgress = (events: number): void => void (done = events);
    return await makeProductFiles({ log, folder, stop: terminal.stop, onProgress });
  } finally {
    progress.end();
  }
};

const archivedFiles = async (
  { from, stream, key = [] }: Values,
  folder: string,
  terminal: Terminal,
): Promise<ProductFiles> => {
  const config = configOf(terminal.environment);
  await using objects = await openObjects(config, from);
  const { store, where } = objects;
  const found = await findStreams(store, where, stream);
  // A backup beside the archive of a running shop has the same events once more.
  const parts = found.filter((name) => name !== WHOLE_LOG);
  const streams = parts.length > 0 ? parts : found;
  await using log = await openArchivedLog({ store, streams, trusted: await trustedBy(config, key) });
  return await filesOf(log, folder, terminal);
};

const currentFiles = async ({ data }: Values, folder: string, terminal: Terminal): Promise<ProductFiles> => {
  const config = configOf({ ...terminal.environment, ...(data !== undefined && { RELISH_DATA: data }) });
  await using log = await openLog(config);
  return await filesOf(log, folder, terminal);
};

const checkAll = async (
  { events, assessments }: ProductFiles,
  now: string,
  spill: string,
  stop: AbortSignal,
) => {
  const tables = { assessments };
  using database = await openEventDatabase({ files: events, tables, views: EXPOSURE_VIEWS, spill });
  const checked: CheckedContract[] = [];
  for (const id of productId.options)
    checked.push(await checkContract(database, { contract: readContract(id), now, stop }));
  return checked;
};

const inText = ({ id, rules, broken }: CheckedContract): string =>
  broken.length === 0
    ? `✓ ${id}: all ${inWords(rules)} rules hold`
    : [
        `✗ ${id}: ${inWords(broken.length)} of ${inWords(rules)} rules are broken`,
        ...broken.flatMap(({ object, rule, value, example }) => [
          `    ${object}: ${rule} (${inWords(value)})`,
          ...(example === undefined ? [] : [`      ${tame(example)}`]),
        ]),
      ].join('\n');

const runCheck = async (values: Values, terminal: Terminal): Promise<ExitCode> => {
  const now = timeOf(values.at);
  const scratch = await mkdtemp(join(tmpdir(), 'relish-products-'));
  try {
    const folder = values.to === undefined ? join(scratch, 'data') : resolve(values.to);
    const read = values.archive ? archivedFiles : currentFiles;
    const files = await read(values, folder, terminal);
    const checked = await checkAll(files, now, scratch, terminal.stop);
    say(terminal.out, values.json ? JSON.stringify(checked, undefined, 2) : checked.map(inText).join('\n'));
    return checked.every(({ broken }) => broken.length === 0) ? 0 : 1;
  } catch (error) {
    if (!terminal.stop.aborted) throw error;
    throw new CliError('Stopped before everything was checked.', { cause: error });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

export const productsCommand: Command = {
  name: 'products',
  summary: 'Check what is published against its contracts',
  help,
  run: (parameters, terminal) => runCheck(readParameters(parameters), terminal),
};

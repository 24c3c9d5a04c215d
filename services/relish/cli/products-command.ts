import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instant } from '../../contracts/primitives.ts';
import { productId } from '../../contracts/http/products.ts';
import { type CheckedContract, checkContract } from '../../platform/analysis/check-contract.ts';
import { openEventDatabase } from '../../platform/analysis/event-database.ts';
import { EXPOSURE_VIEWS } from '../../platform/analysis/exposure-views.ts';
import { readContract } from '../../recommender/products/read-products.ts';
import { ARCHIVE_HELP, ARCHIVE_OPTIONS } from './archive-parameters.ts';
import { CliError, UsageError } from './cli-error.ts';
import { exportParquet } from './export-parquet.ts';
import { openLog } from './open-log.ts';
import { configOf, openObjects } from './open-objects.ts';
import { makeProductFiles, type ProductFiles } from './product-data.ts';
import { showProgress } from './show-progress.ts';
import { tame } from './show-rows.ts';
import { type Command, type ExitCode, inWords, say, type Terminal } from './terminal.ts';

const help = `relish products check [--data FOLDER] [--to FOLDER] [--at TIME] [--json]
relish products check --archive [--from FOLDER] [--stream NAME] [--key KEY] [--at TIME] [--json]

Holds what is published against its contracts (ODCS, at GET /v1/products/{id}/contract): the log,
the assessments that follow from it, and the lists that went out. Each rule that the data breaks
is named, with how much of it and an example: columns and their types, what must be there, be
unique, look like something, be one of some values, be in another table, be fresh.

It reads the log of the data folder, or with REDIS_URL the one on Redis; Relish may be running.

  --data FOLDER     the data folder (RELISH_DATA, default .data)
  --to FOLDER       keeps what was checked there, as Parquet: events-N and assessments-N
  --at TIME         judges what is fresh by this time, such as 2026-11-20T12:00:00Z; by default now
  --json            the result as JSON
  --archive         what is archived instead; assessments aren't, and so are not checked
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
  const { archive, from, stream, key, data, to } = values;
  if (archive && (data !== undefined || to !== undefined))
    throw new UsageError('--data and --to have no meaning with --archive.');
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

interface Data {
  readonly events: readonly string[];
  readonly assessments?: readonly string[];
}

const archivedData = async ({ from, stream, key }: Values, folder: string, terminal: Terminal) => {
  await using objects = await openObjects(configOf(terminal.environment), from);
  const wanted = { folder, ...(stream && { stream }), ...(key && { key }) };
  const { files } = await exportParquet(objects, wanted, terminal);
  return { events: files };
};

const currentData = async (
  { data }: Values,
  folder: string,
  { environment, ...terminal }: Terminal,
): Promise<ProductFiles> => {
  const config = configOf({ ...environment, ...(data !== undefined && { RELISH_DATA: data }) });
  await using log = await openLog(config);
  const total = Number(log.head());
  let done = 0;
  const progress = showProgress('Reading the log', { ...terminal, environment }, () => ({
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

const checkAll = async ({ events, assessments }: Data, now: string, spill: string, stop: AbortSignal) => {
  const tables = assessments && { assessments };
  using database = await openEventDatabase({
    files: events,
    spill,
    views: EXPOSURE_VIEWS,
    ...(tables && { tables }),
  });
  const checked: CheckedContract[] = [];
  for (const id of productId.options) {
    if (id === 'assessments' && !assessments) continue;
    checked.push(await checkContract(database, { contract: readContract(id), now, stop }));
  }
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
    const read = values.archive ? archivedData : currentData;
    const data: Data = await read(values, folder, terminal);
    const checked = await checkAll(data, now, scratch, terminal.stop);
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

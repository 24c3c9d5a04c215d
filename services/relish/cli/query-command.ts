import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { type Found, openEventDatabase } from '../../platform/analysis/event-database.ts';
import { ARCHIVE_HELP, ARCHIVE_OPTIONS } from './archive-parameters.ts';
import { CliError, UsageError } from './cli-error.ts';
import { exportParquet } from './export-parquet.ts';
import { configOf, openObjects } from './open-objects.ts';
import { asCsv, asJson, asTable } from './show-rows.ts';
import { showProgress } from './show-progress.ts';
import { type Command, type ExitCode, inWords, say, type Terminal } from './terminal.ts';

const DEFAULT_ROWS = 1_000;
const MOST_ROWS = 1_000_000;
const CACHE = 'parquet';
const NOTHING = '(nothing is archived yet: only whole segments are, of 10,000 events or 4 MB)';
const WHICH = 'Which question? Say it in quotes: relish query "select count(*) from events".';

const help = `relish query "SQL" [--csv | --json] [--rows NUMBER] [--stream NAME] [--from FOLDER] [--key KEY]

Asks the archived events a question in SQL (DuckDB's). There is one table, events, with a row an
event: position, stream, id, source, type, time (UTC), subject, account_id, order_id, item_id,
lines (a list of item_id, quantity, unit_price in minor units), author, reason, data (JSON).

  relish query "select type, count(*) from events group by type order by 2 desc"
  relish query "select line.item_id, sum(line.quantity) from (select unnest(lines) as line
                from events where type = 'order.placed') group by all order by 2 desc"

  SQL               one statement that reads; - for standard input. It reaches no file, no network
                    and nothing else of this machine
  --csv, --json     instead of a table
  --rows NUMBER     show so many at most (${inWords(DEFAULT_ROWS)}; up to ${inWords(MOST_ROWS)})
${ARCHIVE_HELP}

What is read of the archive is verified and kept as Parquet in the data folder, so that the next
question reads only what is new. Events that aren't archived yet are not seen: it says up to where.
Ends with 0 if there is an answer, 1 if not.`;

const readRows = (given: string | undefined): number => {
  if (given === undefined) return DEFAULT_ROWS;
  const rows = Number(given);
  if (Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS) return rows;
  throw new UsageError(`--rows may be a whole number from 1 to ${MOST_ROWS}, not ${given}.`);
};

const readSql = async (positionals: readonly string[], { stdin }: Terminal): Promise<string> => {
  const [sql, ...rest] = positionals;
  if (sql === undefined || rest.length > 0) throw new UsageError(WHICH);
  const asked = sql === '-' ? await text(stdin) : sql;
  if (asked.trim() === '') throw new UsageError(WHICH);
  return asked;
};

/** Where Parquet of a store is kept: two stores never mix. */
const cacheOf = (data: string, where: string): string =>
  join(resolve(data), CACHE, createHash('sha256').update(where).digest('hex').slice(0, 16));

const ask = async (
  files: readonly string[],
  { sql, rows, cache }: { readonly sql: string; readonly rows: number; readonly cache: string },
  terminal: Terminal,
): Promise<Found> => {
  await mkdir(cache, { recursive: true });
  const spill = await mkdtemp(join(cache, 'spill-'));
  const progress = showProgress('Asking', terminal, () => ({
    share: undefined,
    text: `${inWords(files.length)} files of Parquet`,
  }));
  try {
    using database = await openEventDatabase({ files, spill });
    return await database.ask(sql, rows, terminal.stop);
  } catch (error) {
    if (!terminal.stop.aborted) throw error;
    throw new CliError('Stopped before there was an answer.', { cause: error });
  } finally {
    progress.end();
    await rm(spill, { recursive: true, force: true });
  }
};

const runQuery = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const flag = { type: 'boolean', default: false } as const;
  const options = { ...ARCHIVE_OPTIONS, csv: flag, json: flag, rows: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  const { csv, json, rows: givenRows, from, ...wanted } = values;
  if (csv && json) throw new UsageError('--csv or --json, not both.');
  const [rows, sql] = [readRows(givenRows), await readSql(positionals, terminal)];
  const config = configOf(terminal.environment);
  await using objects = await openObjects(config, from);
  const cache = cacheOf(config.RELISH_DATA, objects.where);
  const { files, ends } = await exportParquet(objects, { folder: cache, ...wanted }, terminal);
  const found = await ask(files, { sql, rows, cache }, terminal);
  const show = csv ? asCsv : json ? asJson : asTable;
  for (const piece of show(found)) terminal.out.write(piece);
  const upTo = Object.entries(ends).map(([stream, end]) => `${stream} up to ${end}`);
  say(terminal.err, upTo.length > 0 ? `(${upTo.join(', ')})` : NOTHING);
  if (found.isMore) say(terminal.err, `There is more than these ${inWords(rows)} rows: --rows shows more.`);
  return 0;
};

export const queryCommand: Command = {
  name: 'query',
  summary: 'Ask the archived events a question in SQL',
  help,
  run: runQuery,
};

import { parseArgs } from 'node:util';
import { ARCHIVE_HELP, ARCHIVE_OPTIONS } from './archive-parameters.ts';
import { UsageError } from './cli-error.ts';
import { exportParquet } from './export-parquet.ts';
import { configOf, openObjects } from './open-objects.ts';
import { type Command, type ExitCode, inWords, say, type Terminal } from './terminal.ts';

const help = `relish export --to FOLDER [--stream NAME] [--from FOLDER] [--key KEY]

Writes the archived events as Parquet (zstd): a file a segment, FOLDER/STREAM/FROM-TO.parquet.
Files that are there already stay, so that the next time only what is new is written. What is
read has its signature, its digest and its place in the chain verified first.

  --to FOLDER       where the files go; made if there is none
${ARCHIVE_HELP}

Columns: position, stream, id, source, type, time (UTC), subject, account_id, order_id, item_id,
lines (a list of item_id, quantity, unit_price in minor units), author, reason, data (JSON).

Ends with 0 if all went well, 1 if something is damaged or away.`;

const runExport = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const options = { ...ARCHIVE_OPTIONS, to: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...parameters], options });
  const { to: folder, from, ...wanted } = values;
  if (folder === undefined) throw new UsageError('Where to? Say --to FOLDER.');
  await using objects = await openObjects(configOf(terminal.environment), from);
  const { files, written, events, ends } = await exportParquet(objects, { folder, ...wanted }, terminal);
  if (files.length === 0) {
    say(terminal.err, `Nothing is archived in ${objects.where} yet.`);
    return 0;
  }
  say(terminal.out, `${inWords(files.length)} files in ${folder}, ${inWords(written)} of them new`);
  say(terminal.out, `  ${inWords(events)} events written`);
  for (const [stream, end] of Object.entries(ends)) say(terminal.out, `  ${stream} up to position ${end}`);
  return 0;
};

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the archived events as Parquet',
  help,
  run: runExport,
};

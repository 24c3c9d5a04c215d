import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { ingestedEvent, type IngestedEvent } from '../../../services/contracts/events.ts';
import { importFormats } from '../../../services/relish/cli/import-formats.ts';
import { openInput } from '../../../services/relish/import/open-input.ts';
import { createTally } from '../../../services/relish/import/tally.ts';
import { byTime } from './by-time.ts';
import type { DataSource } from './data-set.ts';
import { keepAccounts } from './keep-accounts.ts';

const HEAD = 64 * 1024;

const firstLineOf = async (path: string): Promise<string> => {
  await using input = await openInput(path);
  let head = '';
  for await (const chunk of input.content) {
    head += String(chunk);
    if (head.includes('\n') || head.length > HEAD) break;
  }
  return head.split('\n')[0] ?? '';
};

/** Which of `relish import`'s formats a file is in, by its first line. @throws if it is none */
const formatOf = async (path: string): Promise<string> => {
  const line = await firstLineOf(path);
  if (line.trimStart().startsWith('{')) return 'cloudevents';
  if (line.includes('InvoiceNo')) return 'online-retail';
  if (/^\d+\t\d+\t/.test(line)) return 'movielens';
  throw new Error(
    `${path} is in no known format: its first line is neither JSON, nor a rating of MovieLens, nor the header of Online Retail. Name one with --format (${[...importFormats.keys()].join(', ')}).`,
  );
};

interface Imported {
  readonly events: readonly IngestedEvent[];
  readonly refused: number;
}

const readEvents = async (path: string, format: string): Promise<Imported> => {
  const read = importFormats.get(format);
  if (!read)
    throw new Error(`There is no format ${format}. It may be ${[...importFormats.keys()].join(', ')}.`);
  await using input = await openInput(path);
  const events: IngestedEvent[] = [];
  let refused = 0;
  for await (const { json } of read(input, createTally(), path)) {
    const { success, data } = ingestedEvent.safeParse(JSON.parse(json));
    if (success) events.push({ ...data, time: new Date(data.time).toISOString() });
    else refused += 1;
  }
  return { events, refused };
};

/** A file in any format that `relish import` knows, read as it reads it. */
export const eventFile = (
  path: string,
  options: { readonly name?: string; readonly format?: string } = {},
): DataSource => {
  const name = options.name ?? basename(path);
  return {
    name,
    load: async (accounts) => {
      if (!existsSync(path)) return { name, missing: `There is no file ${path}.` };
      const { events, refused } = await readEvents(path, options.format ?? (await formatOf(path)));
      const kept = keepAccounts(events, accounts).toSorted(byTime);
      const left = events.length - kept.length;
      return {
        name,
        events: kept,
        notes: [
          ...(left > 0 ? [`cut to ${accounts} accounts, chosen by hash: ${left} events left out`] : []),
          ...(refused > 0 ? [`${refused} events that the service would refuse are left out`] : []),
        ],
      };
    },
  };
};

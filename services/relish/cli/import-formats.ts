import { dirname, join } from 'node:path';
import type { Input } from '../import/open-input.ts';
import { openInput } from '../import/open-input.ts';
import { ImportError } from '../import/import-error.ts';
import { readMovieLens, readMovieNames } from '../import/movielens.ts';
import { readNdjson } from '../import/ndjson.ts';
import { readOnlineRetail } from '../import/online-retail.ts';
import type { SourceEvent } from '../import/source-event.ts';
import type { Tally } from '../import/tally.ts';

export type ReadEvents = (input: Input, tally: Tally, path: string) => AsyncIterable<SourceEvent>;

/** Not in the loop that calls it: esbuild's `using` would throw a failure of one round again in the next. */
const readNamesFile = async (path: string): Promise<ReadonlyMap<string, string> | undefined> => {
  try {
    await using input = await openInput(path);
    return await readMovieNames(input.content);
  } catch (error) {
    if (error instanceof ImportError) return undefined;
    throw error;
  }
};

/** The names lie beside the ratings, packed or not; without them the movies are nameless. */
const movieNamesBeside = async (path: string): Promise<ReadonlyMap<string, string>> => {
  if (path === '-') return new Map();
  for (const name of ['u.item', 'u.item.gz']) {
    const names = await readNamesFile(join(dirname(path), name));
    if (names) return names;
  }
  return new Map();
};

async function* readMovieLensWithNames(
  input: Input,
  tally: Tally,
  path: string,
): AsyncGenerator<SourceEvent> {
  yield* readMovieLens(input.content, tally, await movieNamesBeside(path));
}

/** What can be imported, by the name of its format. */
export const importFormats: ReadonlyMap<string, ReadEvents> = new Map<string, ReadEvents>([
  ['cloudevents', (input, tally) => readNdjson(input.content, tally)],
  ['online-retail', (input, tally) => readOnlineRetail(input.content, tally)],
  ['movielens', readMovieLensWithNames],
]);

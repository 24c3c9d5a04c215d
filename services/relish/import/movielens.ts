import type { IngestedEvent } from '../../contracts/events.ts';
import { readLines } from './lines.ts';
import { wholeOrder } from './order-events.ts';
import type { SourceEvent } from './source-event.ts';
import type { Tally } from './tally.ts';

const SOURCE = '/imports/movielens';
const MAX_LINE_BYTES = 64 * 1024;
const MAX_NAME = 200;
/** user, item, rating, seconds since 1970: tab separated. Ids as long as any real one. */
const RATING = /^(\d{1,18})\t(\d{1,18})\t\d(?:\.\d)?\t(\d{1,11})$/;

/**
 * Reads `u.item` (`|` separated, latin-1): the names of the movies by their ids. Other lines are passed over:
 * a movie without a name is still a movie.
 */
export const readMovieNames = async (chunks: AsyncIterable<Buffer>): Promise<Map<string, string>> => {
  const names = new Map<string, string>();
  for await (const line of readLines(chunks, { maxBytes: MAX_LINE_BYTES, encoding: 'latin1' })) {
    if ('problem' in line) continue;
    const [id, name] = line.text.split('|');
    if (id && name) names.set(id, name.slice(0, MAX_NAME));
  }
  return names;
};

const listed = (itemId: string, name: string, time: string): IngestedEvent => ({
  specversion: '1.0',
  id: `item/${itemId}/listed`,
  source: SOURCE,
  type: 'item.listed',
  time,
  subject: `items/${itemId}`,
  data: { itemId, name },
});

const toOrder = (text: string) => {
  const [, user, item, seconds] = RATING.exec(text) ?? [];
  if (!user || !item || !seconds) return undefined;
  const time = new Date(Number(seconds) * 1000).toISOString();
  return { orderId: `ml-${user}-${item}`, accountId: user, itemId: item, time };
};

/**
 * MovieLens `u.data`: each rating, whatever its stars, is one order of one piece, taken home at once (so PORE
 * counts interactions too). Movies that have a name in `names` are listed when they are first seen.
 */
export async function* readMovieLens(
  chunks: AsyncIterable<Buffer>,
  tally: Tally,
  names: ReadonlyMap<string, string>,
): AsyncGenerator<SourceEvent> {
  const seen = new Set<string>();
  for await (const line of readLines(chunks, { maxBytes: MAX_LINE_BYTES })) {
    const text = 'problem' in line ? line.problem : line.text;
    if (text === '') continue;
    tally.read();
    const order = toOrder(text);
    if (!order) {
      tally.unreadable('not-a-rating', line.number, text);
      continue;
    }
    tally.imported();
    const { orderId, accountId, itemId, time } = order;
    const name = names.get(itemId);
    if (name && !seen.has(itemId)) {
      seen.add(itemId);
      yield { line: line.number, json: JSON.stringify(listed(itemId, name, time)) };
    }
    const lines = [{ itemId, quantity: 1 }];
    for (const event of wholeOrder({ source: SOURCE, orderId, accountId, time, lines })) {
      yield { line: line.number, json: JSON.stringify(event) };
    }
  }
}

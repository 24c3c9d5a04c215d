import { describe, expect, it } from '@jest/globals';
import { ingestedEvent, type IngestedEvent } from '../../contracts/events.ts';
import { readMovieLens, readMovieNames } from './movielens.ts';
import { createTally } from './tally.ts';

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
const read = async (text: string, names: ReadonlyMap<string, string> = new Map()) => {
  const tally = createTally();
  const events: IngestedEvent[] = [];
  for await (const { json } of readMovieLens(chunks(Buffer.from(text)), tally, names)) {
    events.push(ingestedEvent.parse(JSON.parse(json)));
  }
  return { events, report: tally.report() };
};

describe('readMovieLens', () => {
  it('makes one order of each rating, placed and fulfilled', async () => {
    const { events, report } = await read('196\t242\t3\t881250949\n');
    const common = { specversion: '1.0', source: '/imports/movielens', time: '1997-12-04T15:55:49.000Z' };
    expect(events).toEqual([
      {
        ...common,
        id: 'ml-196-242/placed',
        subject: 'orders/ml-196-242',
        type: 'order.placed',
        data: { orderId: 'ml-196-242', accountId: '196', lines: [{ itemId: '242', quantity: 1 }] },
      },
      {
        ...common,
        id: 'ml-196-242/fulfilled',
        subject: 'orders/ml-196-242',
        type: 'order.fulfilled',
        data: { orderId: 'ml-196-242', accountId: '196' },
      },
    ]);
    expect(report).toMatchObject({ lines: 1, imported: 1 });
  });

  it('lists a movie once, if it has a name', async () => {
    const ratings = '1\t2\t3\t881250949\n2\t2\t3\t881250950\n2\t3\t3\t881250950\n';
    const { events } = await read(ratings, new Map([['2', 'GoldenEye (1995)']]));
    const listed = events.filter(({ type }) => type === 'item.listed');
    expect(listed.map(({ id, data }) => [id, data])).toEqual([
      ['item/2/listed', { itemId: '2', name: 'GoldenEye (1995)' }],
    ]);
  });

  it('counts what is no rating', async () => {
    const { report } = await read('196 242 3 881250949\n196\t242\t3\t881250949\n1\t2\t3\n');
    expect(report).toMatchObject({ lines: 3, imported: 1, unreadable: { 'not-a-rating': { count: 2 } } });
  });
});

describe('readMovieNames', () => {
  it('reads latin-1 and passes over what has no name', async () => {
    const bytes = Buffer.from('543|Misérables, Les (1995)|01-Jan-1995\n|x\n7\n', 'latin1');
    expect(await readMovieNames(chunks(bytes))).toEqual(new Map([['543', 'Misérables, Les (1995)']]));
  });
});

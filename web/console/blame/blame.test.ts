import { describe, expect, it } from '@jest/globals';
import type { Blame, Stand } from '../../../services/contracts/http/blame.ts';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import { marksOf, partsLegend, placeOption, rowsOf, scoreOption } from './blame-options.ts';
import { eventWords, placeStep, placeText, questionWords, scoreStep } from './blame-words.ts';

const positionAt = (place: number): string => String(place).padStart(16, '0');
const stand = (place: number, day: string, rank: number | undefined, established = 5_000_000): Stand => ({
  position: positionAt(place),
  day,
  model: 'peers',
  ...(rank === undefined ? { absence: 'sold-out' } : { rank }),
  score: established + 1_000_000,
  parts: { own: 0, established, newcomers: 1_000_000 },
  uncapped: 9_000_000,
});

const stands = [
  stand(10, '2026-11-18', 4),
  stand(20, '2026-11-19', undefined),
  stand(30, '2026-11-20', 3, 7_000_000),
];
const author = { id: 'admin', role: 'admin' } as const;
const act = { time: '2026-11-20T12:00:00Z', type: 'account.quarantined', author, reason: 'a crew' };
const [first, gone, last] = [stands[0]!, stands[1]!, stands[2]!];
const answer = anAnswer({
  items: [
    {
      itemId: 'plain-1',
      score: 9_000_000,
      parts: { own: 9_000_000, established: 0, newcomers: 0 },
      supporters: 0,
      certificate: { accounts: 9, newcomerProof: true },
    },
  ],
});

const found: Blame = {
  state: 'done',
  requestId: 'r-1',
  time: '2026-11-20T12:00:00Z',
  question: { kind: 'recommendations', accountId: 'e-01', limit: 3 },
  position: positionAt(30),
  item: { itemId: 'bcpcc-8', name: 'Blue Cheese and Potato Chip Complete' },
  sentences: ['It is third.'],
  inList: true,
  stand: last,
  supporters: 9,
  missing: 0,
  identical: true,
  ...{ model: answer.model, basis: 'peers', servedBy: 'preferred', waived: false },
  policy: { digest: answer.policy },
  flags: { digest: answer.policy },
  backers: { standings: [], weeks: [], half: 0 },
  history: { everyDays: 1, stands, isCut: false, looks: 9 },
  since: {},
  lastMove: {
    ...{ position: positionAt(25), time: act.time, type: 'item.restocked', kind: 'stock' },
    ...{ before: gone, after: last, passed: [], passedBy: [], established: { before: 1, after: 1 } },
  },
  acts: [
    { ...act, position: positionAt(5), until: positionAt(9), count: 5, before: gone, after: first },
    { ...act, position: positionAt(28), until: positionAt(28), count: 1, before: last, after: last },
  ],
};

describe('a blame in words', () => {
  it('asks the question that it answers', () => {
    expect(questionWords(found)).toBe('Why is #8 third for e-01?');
    const popular: Blame = { ...found, inList: false, question: { kind: 'popular', limit: 3 } };
    expect(questionWords(popular)).toBe('Why isn’t #8 in the popular list?');
  });

  it('says places, scores, and what stayed', () => {
    expect([placeText(first), placeText(gone)]).toEqual(['4', 'sold out']);
    expect(placeStep(first, gone)).toBe('4 → sold out');
    expect(placeStep(last, last)).toBe('3, as before');
    expect(scoreStep(first, last)).toBe('6 → 8 votes');
    expect(scoreStep(first, gone)).toBe('6 votes, as before');
    expect(eventWords('account.quarantined', 8)).toBe('8 accounts quarantined');
    expect(eventWords('flag.changed', 2)).toBe('flags changed (2 times)');
    expect(eventWords('something.new')).toBe('something.new');
  });
});

describe('a blame in drawings', () => {
  it('has the list, and beneath it an item that isn’t in it, with what newcomers gave in vain', () => {
    expect(rowsOf(found, answer.items).map(({ itemId }) => itemId)).toEqual(['plain-1']);
    const rows = rowsOf({ ...found, inList: false }, answer.items);
    expect(rows.map(({ itemId, uncapped }) => [itemId, uncapped])).toEqual([
      ['plain-1', 0],
      ['bcpcc-8', 9_000_000],
    ]);
    expect(partsLegend(rows, 'light').map(({ label }) => label)).toEqual([
      'Established accounts',
      'Newcomers',
      'The account’s own history',
      'Newcomers, over their cap',
    ]);
  });

  it('marks what changed something, in the column of its day', () => {
    expect(marksOf(found)).toEqual([
      { column: 0, label: '5 accounts quarantined' },
      { column: 2, label: 'to place 3' },
    ]);
  });

  it('has a column a day, the list itself last, and gaps where there was no place', () => {
    expect(scoreOption(found, 'dark')).toMatchObject({ xAxis: { data: ['Nov 18', 'Nov 19', 'the list'] } });
    expect(placeOption(found, 'light')).toMatchObject({
      yAxis: { inverse: true, max: 4 },
      series: [{ data: [4, null, 3] }],
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { asCsv, asJson, asTable } from './show-rows.ts';

const found = {
  columns: ['item', 'sold'],
  rows: [
    ['tea, "green"', 7],
    ['bcpcc-8', 1_234],
    ['\u001B[2Jgone', 0],
  ],
  isMore: false,
};
const whole = (pieces: Iterable<string>): string => [...pieces].join('');

describe('rows of an answer', () => {
  it('are a table in which numbers stand to the right and nothing moves the cursor', () => {
    expect(whole(asTable(found)).split('\n')).toEqual([
      'item          sold',
      '────────────  ────',
      'tea, "green"     7',
      'bcpcc-8       1234',
      '\uFFFD[2Jgone         0',
      '',
    ]);
  });

  it('are cut in a table where a cell is long, and never elsewhere', () => {
    const long = { columns: ['text'], rows: [['x'.repeat(100)]], isMore: false };
    expect(whole(asTable(long))).toContain(`${'x'.repeat(59)}…\n`);
    expect(whole(asCsv(long))).toBe(`text\r\n${'x'.repeat(100)}\r\n`);
  });

  it('are CSV as RFC 4180 has it', () => {
    expect(
      whole(
        asCsv({
          ...found,
          rows: [
            ['tea, "green"', 7],
            [null, [{ a: 1 }]],
          ],
        }),
      ),
    ).toBe('item,sold\r\n"tea, ""green""",7\r\n,"[{""a"":1}]"\r\n');
  });

  it('are JSON, an object a line', () => {
    expect(
      whole(
        asJson({
          ...found,
          rows: [
            ['tea', 7],
            [null, { a: 1 }],
          ],
        }),
      ),
    ).toBe('{"item":"tea","sold":7}\n{"item":null,"sold":{"a":1}}\n');
  });
});

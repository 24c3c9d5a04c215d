import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

/** UCI Online Retail, complete (doi 10.24432/C5BW33). It isn't shipped: CI has it, a laptop may not. */
const folder = process.env['RELISH_TEST_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const file = join(folder, 'online_retail/online_retail_raw.csv.gz');
const isHere = existsSync(file) || process.env['CI'] === 'true';
const suite = isHere ? describe : describe.skip;
if (!isHere)
  process.stderr.write(`SKIPPED, no ${file}: set RELISH_TEST_DATA to the folder of the data sets.\n`);

const script = fileURLToPath(import.meta.resolve('./import-online-retail-figures.ts'));
const counted = z
  .record(z.string(), z.object({ count: z.number() }))
  .transform((reasons) =>
    Object.fromEntries(Object.entries(reasons).map(([reason, { count }]) => [reason, count])),
  );
const figuresSchema = z.object({
  report: z.object({
    lines: z.number(),
    imported: z.number(),
    refundsMatched: counted,
    refundsUnmatched: counted,
    leftOut: counted,
    unreadable: counted,
  }),
  types: z.record(z.string(), z.number()),
  ids: z.number(),
  mostLines: z.number(),
  overdrawn: z.number(),
  leftOfBulk: z.array(z.number()),
  lineByLine: z.object({ cancelled: z.number(), found: z.number() }),
});

const total = (...reasons: Record<string, number>[]): number =>
  reasons.flatMap((counts) => Object.values(counts)).reduce((sum, count) => sum + count, 0);

suite('the whole of Online Retail', () => {
  let figures: z.infer<typeof figuresSchema>;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx/esm', script, file]);
    figures = figuresSchema.parse(JSON.parse(stdout));
  }, 120_000);

  it('counts every row exactly once', () => {
    const { lines, imported, refundsMatched, refundsUnmatched, leftOut, unreadable } = figures.report;
    expect(lines).toBe(541_909);
    expect(imported).toBe(396_337);
    expect(imported + total(refundsMatched, refundsUnmatched, leftOut, unreadable)).toBe(lines);
  });

  it('leaves out what says nothing, by reason', () => {
    expect(figures.report.unreadable).toEqual({});
    expect(figures.report.leftOut).toEqual({
      'no-account': 132_516,
      postage: 2_110,
      'stock-adjustment': 1_324,
      'manual-entry': 572,
      discount: 77,
      fee: 71,
      sample: 63,
      'other-code': 49,
      'gift-voucher': 34,
      'free-of-charge': 33,
      donation: 16,
      'bad-debt': 3,
    });
  });

  it('gives 7,434 of 8,704 cancelled product rows back to the orders that they undo', () => {
    const { refundsMatched, refundsUnmatched } = figures.report;
    expect(refundsMatched).toEqual({ 'one-order': 7_401, 'several-orders': 33 });
    expect(refundsUnmatched).toEqual({ 'no-earlier-order': 1_031, 'no-account': 165, 'not-enough-left': 74 });
    expect(total(refundsMatched, refundsUnmatched)).toBe(8_704);
  });

  it('without merging the lines of an order 7,387 rows find one that is enough, as published (± ties)', () => {
    expect(figures.lineByLine).toEqual({ cancelled: 8_704, found: 7_387 });
  });

  it('refunds no more of an order than was bought, and all of the two bulk orders that were cancelled', () => {
    expect(figures.overdrawn).toBe(0);
    expect(figures.leftOfBulk).toEqual([0, 0]);
  });

  it('becomes events of the contract, each with an id of its own', () => {
    expect(figures.types).toEqual({
      'order.placed': 18_402,
      'order.fulfilled': 18_402,
      'order.refunded': 3_724,
      'item.listed': 4_037,
    });
    expect(figures.ids).toBe(total(figures.types));
    expect(figures.mostLines).toBe(540);
  });
});

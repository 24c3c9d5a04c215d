import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { hashed } from '../abuse/history/keep-accounts.ts';
import type { Interaction } from './movielens.ts';

const FIRST = Date.UTC(2025, 0, 1) / 1_000;
const YEAR = 365 * 86_400;

const rating = z.object({ account: z.string(), item: z.string(), qty: z.coerce.number() });
const label = z.object({ account: z.string(), abusive: z.enum(['0', '1']) });

const rowsOf = (folder: string, file: string): unknown =>
  parse(gunzipSync(readFileSync(join(folder, 'sdlib_amazon', file))), { columns: true });

export interface Reviewer {
  readonly account: string;
  readonly items: readonly string[];
  readonly isHostile: boolean;
  /** Thresholds are chosen on one half of the accounts, by hash, and figures are those of the other. */
  readonly isForChoosing: boolean;
}

/** The halves that the filter's numbers were found on; another hash would mix them. */
const isForChoosing = (account: string): boolean =>
  (createHash('md5').update(account).digest().at(-1) ?? 0) % 2 === 0;

/** Amazon reviewers, labelled (SDLib): whoever has both ratings and a label. */
export const readReviewers = (folder: string): readonly Reviewer[] => {
  const labels = new Map(
    z
      .array(label)
      .parse(rowsOf(folder, 'labels.csv.gz'))
      .map(({ account, abusive }) => [account, abusive === '1']),
  );
  const byAccount = new Map<string, string[]>();
  for (const { account, item } of z.array(rating).parse(rowsOf(folder, 'ratings.csv.gz'))) {
    if (!labels.has(account)) continue;
    const items = byAccount.get(account);
    if (items) items.push(item);
    else byAccount.set(account, [item]);
  }
  return [...byAccount].map(([account, items]) => ({
    account,
    items,
    isHostile: labels.get(account)!,
    isForChoosing: isForChoosing(account),
  }));
};

/** The ratings have no times: they are spread over a year by hash, so what needs times has nothing to see. */
export const interactionsOf = (reviewers: readonly Reviewer[]): readonly Interaction[] =>
  reviewers.flatMap(({ account, items }) =>
    items.map((item) => ({ account, item, time: FIRST + (hashed(`time/${account}/${item}`) % YEAR) })),
  );

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { accountRowOf } from '../../services/recommender/accounts/describe-account.ts';
import { defaultPolicy } from '../../services/recommender/integrity/policy.ts';
import { hashed } from '../abuse/history/keep-accounts.ts';
import { stateOf } from './certified-precision.ts';
import { type Features, logisticRegression } from './logistic-regression.ts';
import type { Interaction } from './movielens.ts';
import { precisionRecall, type Scored } from './precision-recall.ts';
import { quantile } from './bench-row.ts';
import { realDataFolder } from './real-data.ts';

const FOLDS = 5;
const FIRST = Date.UTC(2025, 0, 1) / 1_000;
const YEAR = 365 * 86_400;
const RECALLS = [0.1, 0.25, 0.5, 0.75, 0.9];

const rating = z.object({ account: z.string(), item: z.string(), qty: z.coerce.number() });
const label = z.object({ account: z.string(), abusive: z.enum(['0', '1']) });

const rowsOf = (folder: string, file: string): unknown =>
  parse(gunzipSync(readFileSync(join(folder, 'sdlib_amazon', file))), { columns: true });

/** Amazon reviewers, labelled (SDLib): whoever has both ratings and a label. */
const readReviewers = (folder: string) => {
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
  return { labels, byAccount };
};

/** DegreeSAD's idea (Li et al., 2016), for votes without stars: how many items, and how the popularity of them is spread. */
const degreeFeatures = (items: readonly string[], degrees: ReadonlyMap<string, number>): Features => {
  const popularity = items.map((item) => degrees.get(item) ?? 0);
  const mean = popularity.reduce((sum, degree) => sum + degree, 0) / popularity.length;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((p) => quantile(popularity, p));
  return [
    Math.log(items.length),
    Math.log(mean),
    Math.log(1 + Math.max(...popularity) - Math.min(...popularity)),
    Math.log(low ?? 1),
    Math.log(middle ?? 1),
    Math.log(high ?? 1),
  ];
};

const show = (name: string, scored: readonly Scored[]): void => {
  const { averagePrecision, precisionAt } = precisionRecall(scored);
  const figures = RECALLS.map((recall) => (precisionAt(recall)?.toFixed(3) ?? '–').padStart(7));
  console.log(`  ${name.padEnd(34)}${averagePrecision.toFixed(3).padStart(7)}   ${figures.join('')}`);
};

const folder = realDataFolder();
if (!folder) {
  console.error('The data is missing: put it at ../shared/data or name its folder in RELISH_TEST_DATA.');
  process.exitCode = 1;
} else {
  const { labels, byAccount } = readReviewers(folder);
  const accounts = [...byAccount].map(([account, items]) => ({
    account,
    items,
    isHostile: labels.get(account)!,
  }));
  const degrees = new Map<string, number>();
  for (const { items } of accounts) for (const item of items) degrees.set(item, (degrees.get(item) ?? 0) + 1);

  const learned = accounts.map(({ account, items, isHostile }) => ({
    features: degreeFeatures(items, degrees),
    isHostile,
    fold: hashed(`fold/${account}`) % FOLDS,
  }));
  const guessed = Array.from({ length: FOLDS }, (_, fold) => {
    const known = learned.filter((one) => one.fold !== fold);
    const predict = logisticRegression(
      known.map(({ features }) => features),
      known.map(({ isHostile }) => isHostile),
    );
    return learned
      .filter((one) => one.fold === fold)
      .map(({ features, isHostile }) => ({ score: predict(features), isHostile }));
  }).flat();

  // The ratings have no times: they are spread over a year by hash, so what needs times has nothing to see.
  const interactions = accounts.flatMap(({ account, items }) =>
    items.map((item): Interaction => ({
      account,
      item,
      time: FIRST + (hashed(`time/${account}/${item}`) % YEAR),
    })),
  );
  const state = stateOf(interactions, defaultPolicy);
  state.recount();
  const evident = accounts.map(({ account, isHostile }): Scored => {
    const found = state.accounts.find(account);
    const evidence = found === undefined ? [] : accountRowOf(state, found).evidence;
    return { score: Math.max(0, ...evidence.map(({ strength }) => strength)), isHostile };
  });

  const hostile = accounts.filter(({ isHostile }) => isHostile).length;
  console.log(`Amazon reviewers (SDLib): ${accounts.length} accounts, ${hostile} abusive; no times`);
  console.log(`${' '.repeat(36)}average   precision at recall ${RECALLS.join(', ')}`);
  show(
    'a coin',
    accounts.map(({ isHostile }) => ({ score: 1, isHostile })),
  );
  show(`DegreeSAD-like, ${FOLDS}-fold`, guessed);
  show('Relish, strongest evidence', evident);
}

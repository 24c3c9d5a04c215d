import { accountRowOf } from '../../services/recommender/accounts/describe-account.ts';
import { defaultPolicy, ONE, type Policy } from '../../services/recommender/integrity/policy.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { hashed } from '../abuse/history/keep-accounts.ts';
import { onlineRetail } from '../abuse/history/online-retail.ts';
import { synthetic } from '../abuse/history/synthetic.ts';
import { fold } from '../builders/fold.ts';
import { interactionsOf, readReviewers, type Reviewer } from './amazon-reviewers.ts';
import { quantile } from './bench-row.ts';
import { stateOf } from './certified-precision.ts';
import { type Features, logisticRegression } from './logistic-regression.ts';
import { readMovieLens } from './movielens.ts';
import { precisionRecall, type Scored } from './precision-recall.ts';
import { realDataFolder } from './real-data.ts';
import { syntheticShop } from './synthetic-shop.ts';

const FOLDS = 5;
const RECALLS = [0.1, 0.25, 0.5, 0.75, 0.9];
const THRESHOLDS = [400_000, 500_000, 550_000, 600_000, 650_000, 700_000, 750_000];
/** A shop of the other benches: many items, of very unequal popularity, nobody alike. */
const SHOP = { accounts: 5_000, items: 2_000, orders: 100_000 };

/** Tells whatever is alike, so that any threshold can be looked at. */
const open: Policy = {
  ...defaultPolicy,
  filters: { ...defaultPolicy.filters, 'same-choices': { threshold: 0 } },
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

/** By account: what a regression on these features guesses that never saw it, on the labels of four fifths. */
const guessesOf = (reviewers: readonly Reviewer[]): ReadonlyMap<string, number> => {
  const degrees = new Map<string, number>();
  for (const { items } of reviewers)
    for (const item of items) degrees.set(item, (degrees.get(item) ?? 0) + 1);
  const learned = reviewers.map(({ account, items, isHostile }) => ({
    account,
    features: degreeFeatures(items, degrees),
    isHostile,
    fold: hashed(`fold/${account}`) % FOLDS,
  }));
  const guesses = Array.from({ length: FOLDS }, (_, fold) => {
    const known = learned.filter((one) => one.fold !== fold);
    const predict = logisticRegression(
      known.map(({ features }) => features),
      known.map(({ isHostile }) => isHostile),
    );
    return learned
      .filter((one) => one.fold === fold)
      .map(({ account, features }) => [account, predict(features)] as const);
  });
  return new Map(guesses.flat());
};

/** By account: its strongest evidence, and how much of it is of the same choices. In millionths. */
const strengthsOf = (state: RecommenderState) => {
  state.recount();
  const found = new Map<string, { readonly any: number; readonly alike: number }>();
  for (let account = 0; account < state.accounts.size; account++) {
    const { accountId, evidence } = accountRowOf(state, account);
    const alike = evidence.find(({ code }) => code === 'same-choices')?.strength ?? 0;
    found.set(accountId, { any: Math.max(0, ...evidence.map(({ strength }) => strength)), alike });
  }
  return found;
};

const show = (name: string, scored: readonly Scored[]): void => {
  const { averagePrecision, precisionAt } = precisionRecall(scored);
  const figures = RECALLS.map((recall) => (precisionAt(recall)?.toFixed(3) ?? '–').padStart(7));
  console.log(`  ${name.padEnd(40)}${averagePrecision.toFixed(3).padStart(7)}   ${figures.join('')}`);
};

/** Honest accounts, as far as anybody knows. */
const controlsIn = async (folder: string): Promise<readonly (readonly [string, RecommenderState])[]> => {
  const retail = await onlineRetail.load(0);
  const shop = await synthetic.load(0);
  const { train, test } = readMovieLens(folder, 'sar');
  return [
    ['Online Retail', fold('missing' in retail ? [] : retail.events, open)],
    ['MovieLens-100k', stateOf([...train, ...test], open)],
    ['synthetic, 6 circles of taste', fold('missing' in shop ? [] : shop.events, open)],
    [`synthetic, ${SHOP.items} items`, fold([...syntheticShop(SHOP)], open)],
  ];
};

const folder = realDataFolder();
if (!folder) {
  console.error('The data is missing: put it at ../shared/data or name its folder in RELISH_TEST_DATA.');
  process.exitCode = 1;
} else {
  const reviewers = readReviewers(folder);
  const guesses = guessesOf(reviewers);
  const strengths = strengthsOf(stateOf(interactionsOf(reviewers), open));
  const scoredBy = (ones: readonly Reviewer[], score: (account: string) => number) =>
    ones.map(({ account, isHostile }): Scored => ({ score: score(account), isHostile }));
  const any = (account: string) => strengths.get(account)?.any ?? 0;
  const alike = (account: string) => strengths.get(account)?.alike ?? 0;

  const hostile = reviewers.filter(({ isHostile }) => isHostile).length;
  console.log(`Amazon reviewers (SDLib): ${reviewers.length} accounts, ${hostile} abusive; no times`);
  for (const isForChoosing of [false, true]) {
    const half = reviewers.filter((one) => one.isForChoosing === isForChoosing);
    console.log(
      `\n${isForChoosing ? 'The half that thresholds were chosen on' : 'The half that nothing was chosen on'}, ${half.length} accounts`,
    );
    console.log(`${' '.repeat(42)}average   precision at recall ${RECALLS.join(', ')}`);
    show(
      'a coin',
      scoredBy(half, () => 1),
    );
    show(
      `DegreeSAD-like, ${FOLDS}-fold, from labels`,
      scoredBy(half, (account) => guesses.get(account) ?? 0),
    );
    show('Relish, strongest evidence, any threshold', scoredBy(half, any));
    const threshold = defaultPolicy.filters['same-choices']?.threshold ?? Infinity;
    show(
      'Relish, as reported by default',
      scoredBy(half, (account) => (alike(account) < threshold ? 0 : any(account))),
    );
  }

  const controls = (await controlsIn(folder)).map(([name, state]) => {
    const found = [...strengthsOf(state).values()].map((one) => one.alike);
    return { name, accounts: found.length, reported: (t: number) => found.filter((one) => one >= t).length };
  });
  console.log('\nsame-choices by its threshold: on the half for choosing, and honest accounts reported');
  console.log(`  threshold   precision   recall   ${controls.map(({ name }) => name).join(' | ')}`);
  const half = reviewers.filter(({ isForChoosing }) => isForChoosing);
  for (const threshold of THRESHOLDS) {
    const found = half.filter(({ account }) => alike(account) >= threshold);
    const right = found.filter(({ isHostile }) => isHostile).length;
    const precision = (right / found.length).toFixed(3);
    const recall = (right / half.filter(({ isHostile }) => isHostile).length).toFixed(3);
    const honest = controls
      .map(({ reported, accounts }) => `${reported(threshold)} of ${accounts}`)
      .join(' | ');
    console.log(
      `  ${(threshold / ONE).toFixed(2).padStart(9)}${precision.padStart(12)}${recall.padStart(9)}   ${honest}`,
    );
  }
}

import type { Answer, Question } from '../../services/contracts/http/answers.ts';
import { computeAnswer } from '../../services/recommender/answers/compute-answer.ts';
import { defaultPolicy, type Policy } from '../../services/recommender/integrity/policy.ts';
import { ndcg } from '../abuse/measures/utility.ts';
import { byScore } from '../abuse/recommenders/purchases.ts';
import { stateOf } from './certified-precision.ts';
import { itemCosine } from './item-cosine.ts';
import type { Interaction } from './movielens.ts';
import { readOnlineRetail, type RetailSplit } from './online-retail.ts';

const TOP = 10;
const BUDGETS = [0, 1, 5, 10, 20, 50] as const;
const REQUIRED = { all: 0.23, fresh: 0.062 } as const;

/** One vote for an account and an item, and everybody is established: the form, without days and standing. */
const plainPolicy: Policy = {
  ...defaultPolicy,
  standing: { days: 1, age: 0, minimumEstablished: 20, founders: [] },
  votes: { saturationDays: 1, halfLifeDays: null, budget: null },
};

/** Lists of ten: of all items, and of those that the account hasn't had. */
interface Lists {
  readonly all: readonly string[];
  readonly fresh: readonly string[];
}

const mean = (figures: readonly number[]): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length;

const hadBy = ({ train }: RetailSplit): ReadonlyMap<string, ReadonlySet<string>> => {
  const had = new Map<string, Set<string>>();
  for (const { accountId, items } of train) {
    const mine = had.get(accountId) ?? new Set<string>();
    had.set(accountId, mine);
    for (const itemId of items) mine.add(itemId);
  }
  return had;
};

/** The first time that an account took an item home. */
const interactionsOf = ({ train }: RetailSplit): readonly Interaction[] => {
  const first = new Map<string, Interaction>();
  for (const { accountId: account, items, time } of train) {
    for (const item of items) {
      const key = `${account}/${item}`;
      if (!first.has(key)) first.set(key, { account, item, time: Date.parse(time) / 1_000 });
    }
  }
  return [...first.values()];
};

const without = (list: readonly string[], had: ReadonlySet<string>): readonly string[] =>
  list.filter((itemId) => !had.has(itemId));

const split = await readOnlineRetail();
if (!split) {
  console.error('Online Retail is missing: put it at ../shared/data or name its folder in RELISH_TEST_DATA.');
  process.exitCode = 1;
} else {
  const had = hadBy(split);
  const asked = [...split.test];
  const fold = stateOf(interactionsOf(split), plainPolicy);
  const answer = (question: Question): Answer => computeAnswer(fold, 'peers', question, 'bench');
  const peersAll = new Map(
    asked.map(([accountId]) => [accountId, answer({ kind: 'recommendations', accountId, limit: TOP })]),
  );
  const peersFresh = new Map(
    asked.map(([accountId]) => [
      accountId,
      answer({ kind: 'recommendations', accountId, limit: TOP, only: 'new' }),
    ]),
  );
  const namesOf = (found: Answer | undefined): readonly string[] =>
    found?.items.map(({ itemId }) => itemId) ?? [];

  const buyers = new Map<string, number>();
  for (const items of had.values())
    for (const itemId of items) buyers.set(itemId, (buyers.get(itemId) ?? 0) + 1);
  const best = byScore(buyers);
  const similar = itemCosine(split.train);

  const compared: readonly (readonly [string, (accountId: string, mine: ReadonlySet<string>) => Lists])[] = [
    ['popularity', (_, mine) => ({ all: best, fresh: without(best, mine) })],
    [
      'item cosine',
      (_, mine) => {
        const ranking = byScore(similar([...mine]));
        return { all: ranking, fresh: without(ranking, mine) };
      },
    ],
    [
      'Relish peers, own items first',
      (accountId) => ({ all: namesOf(peersAll.get(accountId)), fresh: namesOf(peersFresh.get(accountId)) }),
    ],
  ];
  const { clip, power } = plainPolicy.peers;
  console.log(`Online Retail, last order of ${asked.length} accounts; m = ${clip / 1e6}, q = ${power}`);
  console.log('NDCG@10                            all items   new items');
  let isShort = false;
  for (const [name, lists] of compared) {
    const figures = asked.map(([accountId, wanted]) => {
      const mine = had.get(accountId) ?? new Set<string>();
      const { all, fresh } = lists(accountId, mine);
      const unseen = new Set([...wanted].filter((itemId) => !mine.has(itemId)));
      return {
        all: ndcg(all, wanted, TOP),
        fresh: unseen.size > 0 ? [ndcg(fresh, unseen, TOP)] : [],
      };
    });
    const all = mean(figures.map((one) => one.all));
    const fresh = mean(figures.flatMap((one) => one.fresh));
    if (name.startsWith('Relish')) isShort = all < REQUIRED.all || fresh < REQUIRED.fresh;
    console.log(`  ${name.padEnd(33)}${all.toFixed(3).padStart(9)}${fresh.toFixed(3).padStart(12)}`);
  }
  console.log(
    `  ${'required'.padEnd(33)}${REQUIRED.all.toFixed(3).padStart(9)}${REQUIRED.fresh.toFixed(3).padStart(12)}`,
  );

  const certified = (answers: ReadonlyMap<string, Answer>): readonly number[] =>
    BUDGETS.map((budget) =>
      mean(
        asked.map(([accountId, wanted]) => {
          const stay = answers
            .get(accountId)!
            .items.filter(({ certificate }) => certificate.accounts > budget);
          return stay.filter(({ itemId }) => wanted.has(itemId)).length / TOP;
        }),
      ),
    );
  const row = (figures: readonly number[]): string => figures.map((figure) => figure.toFixed(3)).join('  ');
  console.log(`\nCertified precision@10 of the same lists at e = ${BUDGETS.join(', ')}`);
  console.log(`  all items  ${row(certified(peersAll))}`);
  console.log(`  new items  ${row(certified(peersFresh))}`);
  if (isShort) process.exitCode = 1;
}

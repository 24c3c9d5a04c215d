import { createHash } from 'node:crypto';
import { defaultPolicy, ONE, type Policy } from '../../services/recommender/integrity/policy.ts';
import { meanOf } from '../../services/recommender/safety-curve/mean-of.ts';
import { certifiedPrecision, stateOf } from './certified-precision.ts';
import { type Interaction, readMovieLens } from './movielens.ts';
import { plainPolicy } from './plain-policy.ts';
import { realDataFolder } from './real-data.ts';

/** Hostile accounts that the figures are for. */
const BUDGETS = [0, 1, 5, 10] as const;
const REQUIRED = [0.33, 0.32, 0.28, 0.24] as const;
const PORE_BPR = [0.289, 0.143, 0.028, 0] as const;
const CLIPS = [0.1, 0.15, 0.2, 0.25, 0.3];
const POWERS = [2, 3, 4, 5];
const VALIDATION_SHARE = 0.2;
/** What safety may cost: of all choices that keep this share of the best clean precision, the safest is taken. */
const CLEAN_KEPT = 0.95;

const isForValidation = ({ account, item }: Interaction): boolean =>
  createHash('sha256').update(`validation/${account}/${item}`).digest().readUInt32BE() / 2 ** 32 <
  VALIDATION_SHARE;

const row = (figures: readonly number[]): string => figures.map((figure) => figure.toFixed(3)).join('  ');

/** Chooses m and q where the test rows can't be seen. */
const choose = (train: readonly Interaction[]): Policy => {
  const kept = train.filter((interaction) => !isForValidation(interaction));
  const held = train.filter(isForValidation);
  console.log('Validation (a fifth of the training rows, chosen by hash): precision@10 at e = 0, 1, 5, 10');
  const tried = CLIPS.flatMap((clip) =>
    POWERS.map((power) => {
      // One rating is all there is of an account and an item: it is a full vote.
      const policy = plainPolicy(clip, power);
      const figures = certifiedPrecision(stateOf(kept, policy), held, BUDGETS);
      console.log(`  m=${clip.toFixed(2)} q=${power}   ${row(figures)}   mean ${meanOf(figures).toFixed(4)}`);
      return { policy, clean: figures[0] ?? 0, certified: meanOf(figures) };
    }),
  );
  const enough = CLEAN_KEPT * Math.max(...tried.map(({ clean }) => clean));
  return tried
    .filter(({ clean }) => clean >= enough)
    .reduce((best, one) => (one.certified > best.certified ? one : best)).policy;
};

const folder = realDataFolder();
if (!folder) {
  console.error(
    'The MovieLens data is missing: put it at ../shared/data or name its folder in RELISH_TEST_DATA.',
  );
  process.exitCode = 1;
} else {
  const { train, test } = readMovieLens(folder, 'bpr');
  const chosen = choose(train);
  console.log(
    `Chosen, the best mean among those within 5 % of the best at e = 0: m=${chosen.peers.clip / ONE} q=${chosen.peers.power}\n`,
  );
  const figures = certifiedPrecision(stateOf(train, chosen), test, BUDGETS);
  const { clip, power } = defaultPolicy.peers;
  const byDefault = certifiedPrecision(stateOf(train, plainPolicy()), test, BUDGETS);
  console.log('Certified precision@10, PORE’s split, against e fake accounts:  e = 0    1      5      10');
  console.log(`  Relish peers                                                    ${row(figures)}`);
  console.log(
    `  Relish peers, default policy (m=${clip / ONE} q=${power})                      ${row(byDefault)}`,
  );
  console.log(`  required                                                        ${row(REQUIRED)}`);
  console.log(`  PORE-BPR (USENIX Security 2023)                                 ${row(PORE_BPR)}`);
  const isShort = [figures, byDefault].some((row) => row.some((figure, at) => figure < REQUIRED[at]!));
  if (isShort) process.exitCode = 1;
}

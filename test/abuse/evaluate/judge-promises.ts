import type { AttackRun } from './attack-run.ts';
import type { CertificateCheck } from '../measures/certificate-check.ts';
import { RELISH_NAMES, type RelishName } from '../recommenders/field.ts';
import type { CleanReport } from './clean-report.ts';
import type { Evaluation } from './evaluation.ts';
import type { LeastBudget } from './least-budget.ts';

/** One thing that the issue asks for, and whether this evaluation shows it. */
export interface Judgement {
  readonly claim: string;
  /** undefined: nothing in this evaluation tries it. */
  readonly holds: boolean | undefined;
  /** How often it was tried. */
  readonly tried: number;
  /** The first few cases against it, each enough to see it again. */
  readonly against: readonly string[];
}

const SHOWN_CASES = 3;
const UTILITY_KEPT = 0.99;
const FALSE_POSITIVES = 0.001;
const UNFULFILLED = ['place-and-cancel', 'saboteur', 'stock-hoarding'];
const CROWDS = ['flash-crowd', 'bulk-buyers'];

interface Case {
  readonly tried: number;
  /** What speaks against it, or nothing. */
  readonly against?: string | false | undefined;
}

const judge = (claim: string, cases: readonly Case[]): Judgement => {
  const tried = cases.reduce((sum, one) => sum + one.tried, 0);
  const against = cases.flatMap((one) => (one.against ? [one.against] : []));
  return {
    claim,
    holds: tried === 0 ? undefined : against.length === 0,
    tried,
    against: against.slice(0, SHOWN_CASES),
  };
};

const nameOf = ({ data, attack, seed, paid, target }: AttackRun): string =>
  `${data}, ${attack}, seed ${seed} (${paid.accounts} accounts, target ${target})`;

/** With and without filters: the promise must not need them, and they must not break it. */
const bothWays = (
  runs: readonly AttackRun[],
  look: (integrity: AttackRun['integrity']['relish'], run: AttackRun, name: RelishName) => Case,
): readonly Case[] =>
  runs.flatMap((run) =>
    RELISH_NAMES.map((name) => {
      const { tried, against } = look(run.integrity[name], run, name);
      return { tried, against: against && `${nameOf(run)}, ${name}: ${against}` };
    }),
  );

const aboutUnfulfilled = (runs: readonly AttackRun[]): Judgement =>
  judge(
    'What is never fetched shifts no score, to the last digit (saboteur, cancel spam, hoarding)',
    bothWays(
      runs.filter(({ attack }) => UNFULFILLED.includes(attack)),
      ({ scoresMoved }) => ({ tried: 1, against: scoresMoved > 0 && `${scoresMoved} scores moved` }),
    ),
  );

const aboutNewcomers = (runs: readonly AttackRun[]): readonly Judgement[] => {
  const fresh = runs.filter(({ by }) => by === 'newcomers');
  return [
    judge(
      'Newcomers never change a newcomerProof place',
      bothWays(fresh, ({ certificates: { proofs, moved } }) => ({
        tried: proofs,
        against: moved.length > 0 && `${moved.length} of ${proofs} places moved, first ${moved[0]}`,
      })),
    ),
    judge(
      'Newcomers move no score by more than ρ of its established score plus ε',
      bothWays(fresh, ({ beyondBound }) => ({
        tried: 1,
        against: beyondBound.length > 0 && `${beyondBound.length} scores, first ${beyondBound[0]}`,
      })),
    ),
  ];
};

const aboutBroken = (check: CertificateCheck | undefined): Case => {
  if (!check) return { tried: 0 };
  const { promised, broken } = check;
  const against = broken.length > 0 && `${broken.length} of ${promised} left, first ${broken[0]}`;
  return { tried: promised, against };
};

const aboutCertificates = (runs: readonly AttackRun[]): readonly Judgement[] => [
  judge(
    'No fewer accounts than a certificate says remove an item (a taken-over account counts twice)',
    bothWays(runs, ({ certificates }) => aboutBroken(certificates)),
  ),
  judge(
    'Nor from the list on an item’s page, whatever was ordered beside that item',
    bothWays(
      runs.filter(({ related }) => related),
      (_, run, name) => aboutBroken(run.related?.[name].certificates),
    ),
  ),
];

const aboutBudgets = (budgets: readonly LeastBudget[]): Judgement =>
  judge(
    'The least budget of patient accounts that succeeds is at or above the certified price',
    budgets.flatMap(({ data, recommender, seed, accounts, cents, days, certified }): readonly Case[] => {
      if (!certified) return [];
      if (accounts === null) return [{ tried: 1 }];
      const { price } = certified;
      const isBelow = accounts < certified.accounts || cents < price.amount || days < price.days;
      const spent = `${accounts} accounts, ${cents} minor units, ${days} days`;
      return [
        {
          tried: 1,
          against:
            isBelow &&
            `${data}, ${recommender}, seed ${seed}: ${spent} did; certified ${certified.accounts}, ${price.amount}, ${price.days}`,
        },
      ];
    }),
  );

const aboutCrowds = (runs: readonly AttackRun[]): readonly Judgement[] => [
  judge(
    'Flash crowd and bulk buyers: nobody honest stands lower',
    runs
      .filter(({ attack }) => CROWDS.includes(attack))
      .map((run) => {
        const { fallen, accounts } = run.integrity.relish.honest;
        return { tried: 1, against: fallen > 0 && `${nameOf(run)}: ${fallen} of ${accounts} accounts fell` };
      }),
  ),
  judge(
    'The crowd’s item rises in the lists the same day',
    runs
      .filter(({ attack }) => attack === 'flash-crowd')
      .flatMap((run) => {
        const effect = run.effects.relish;
        if (!effect) return [];
        const { before, after } = effect.rank;
        const against = after >= before && `${nameOf(run)}: mean rank ${before} → ${after}`;
        return [{ tried: 1, against }];
      }),
  ),
];

const aboutCleanData = (dataSets: readonly CleanReport[]): readonly Judgement[] => [
  judge(
    'On clean data filters keep honest utility within 1 %',
    dataSets.flatMap(({ data, utility }) => {
      const [kept, all] = [utility.relish?.ndcg, utility['relish-unfiltered']?.ndcg];
      if (kept === undefined || all === undefined) return [];
      return [{ tried: 1, against: kept < UTILITY_KEPT * all && `${data}: NDCG@10 ${kept} of ${all}` }];
    }),
  ),
  judge(
    'On clean data filters act on fewer than .1 % of honest accounts',
    dataSets.map(({ data, accounts, falsePositives: { fallen } }) => ({
      tried: 1,
      against: fallen > FALSE_POSITIVES * accounts && `${data}: ${fallen} of ${accounts} stand lower`,
    })),
  ),
  judge(
    'On clean data there is evidence against fewer than .1 % of honest accounts, shared origins apart',
    dataSets.map(({ data, accounts, falsePositives: { accusedOtherwise } }) => ({
      tried: 1,
      against:
        accusedOtherwise > FALSE_POSITIVES * accounts &&
        `${data}: ${accusedOtherwise} of ${accounts} are suspected`,
    })),
  ),
  judge(
    'On clean data fewer than .1 % of honest accounts are told for sharing an origin: offices are honest',
    dataSets.map(({ data, accounts, established, falsePositives: { byCode, offices } }) => {
      const told = byCode['shared-origin'] ?? 0;
      return {
        tried: 1,
        against:
          told > FALSE_POSITIVES * accounts &&
          `${data}: ${told} of ${accounts} (${offices.accused} of ${offices.accounts} in offices; ${established} accounts are established)`,
      };
    }),
  ),
];

/** What the issue says the benchmark must show, one by one. */
export const judgePromises = ({ runs, budgets, dataSets }: Evaluation): readonly Judgement[] => [
  aboutUnfulfilled(runs),
  ...aboutNewcomers(runs),
  ...aboutCertificates(runs),
  aboutBudgets(budgets),
  ...aboutCrowds(runs),
  ...aboutCleanData(dataSets),
];

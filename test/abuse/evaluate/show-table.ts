import type { Interval } from '../measures/interval.ts';
import { intervalOf } from '../measures/interval.ts';
import { type RecommenderName, RECOMMENDERS } from '../recommenders/field.ts';
import type { CleanReport } from './clean-report.ts';
import type { LeastBudget } from './least-budget.ts';
import type { Judgement } from './judge-promises.ts';
import { RELATED_NAMES } from './measure-related.ts';
import type { Report } from './report.ts';
import type { AttackSummary, EffectSummary } from './summarise.ts';

const HIT = 17;
const share = (figure: number): string => figure.toFixed(2).replace('0.', '.');
const amount = ({ mean }: Interval): string => mean.toFixed(mean < 10 && mean % 1 !== 0 ? 1 : 0);
const dayText = (interval: Interval | undefined): string => (interval ? amount(interval) : '–');

/** The interval is that of the change: targets differ from seed to seed, and so do their first places. */
const hitText = (effect: EffectSummary | undefined): string => {
  if (!effect) return '';
  const half = effect.moved.half ? `±${share(effect.moved.half)}` : '';
  return `${share(effect.hitBefore.mean)}→${share(effect.hitAfter.mean)}${half}`;
};

const keptText = (interval: Interval | undefined): string => (interval ? share(interval.mean) : '–');
const percent = ({ mean }: Interval): string => `${Math.round(100 * mean)} %`;
const sumText = ({ promised, broken }: AttackSummary['certificates']['relish']): string =>
  `${promised}, ${broken}`;

const money = (cents: number): string => (cents / 100).toFixed(2);

const heading = (names: readonly RecommenderName[]): string =>
  [
    'HR@10 of the target'.padEnd(22),
    ...names.map((name) => name.padEnd(HIT)),
    'shift'.padStart(6),
    'NDCG, recall kept'.padStart(19),
    'from'.padStart(12),
    'days to evidence, shared origin, demotion'.padStart(42),
    'hostile told, down'.padStart(19),
    'honest told, fallen, votes weakened'.padStart(36),
    'certified, broken (unfiltered)'.padStart(31),
    'paid: accounts, orders, days, money'.padStart(37),
  ].join(' ');

const rowOf = (summary: AttackSummary, names: readonly RecommenderName[]): string => {
  const { attack, effects, certificates } = summary;
  const paid = [summary.accounts, summary.orders, summary.days].map(amount).join(', ');
  return [
    attack.padEnd(22),
    ...names.map((name) => hitText(effects[name]).padEnd(HIT)),
    share(effects.relish?.shift.mean ?? 0).padStart(6),
    [effects.relish?.ndcg, effects.relish?.recall].map(keptText).join(', ').padStart(19),
    summary.origins.padStart(12),
    [summary.daysToEvidence, summary.daysToOrigin, summary.daysToDemotion]
      .map(dayText)
      .join(', ')
      .padStart(42),
    [summary.suspected, summary.demoted].map(percent).join(', ').padStart(19),
    [summary.honestAccused, summary.honestFallen, summary.votesWeakened].map(amount).join(', ').padStart(36),
    `${sumText(certificates.relish)} (${sumText(certificates['relish-unfiltered'])})`.padStart(31),
    `${paid}, ${money(summary.cents.mean)}`.padStart(37),
  ].join(' ');
};

const cleanLine = ({ data, accounts, established, items, events, isWaived, notes }: CleanReport): string =>
  [
    `\n${data}: ${accounts} accounts (${established} established), ${items} items, ${events} events`,
    ...notes,
    ...(isWaived ? ['too few established accounts: the newcomer cap is waived, nothing is promised'] : []),
  ].join('\n  ');

const utilityLine = ({ utility }: CleanReport, names: readonly RecommenderName[]): string =>
  [
    'clean NDCG@10, recall@20'.padEnd(22),
    ...names.map((name) => {
      const figures = utility[name];
      return (figures ? `${figures.ndcg.toFixed(3)}, ${figures.recall.toFixed(3)}` : '').padEnd(HIT);
    }),
  ].join(' ');

const budgetLine = (budgets: readonly LeastBudget[], names: readonly RecommenderName[]): string =>
  [
    'least accounts, money'.padEnd(22),
    ...names.map((name) => {
      const found = budgets.filter(({ recommender }) => recommender === name);
      const successes = found.filter(({ accounts }) => accounts !== null);
      const mean = intervalOf(successes.map(({ accounts }) => accounts ?? 0));
      const cents = intervalOf(successes.map((one) => one.cents));
      if (!mean || !cents) return (found.length > 0 ? `over ${found[0]!.tried}` : '').padEnd(HIT);
      const failed = found.length - successes.length;
      return `${amount(mean)}, ${money(cents.mean)}${failed > 0 ? ` (${failed} none)` : ''}`.padEnd(HIT);
    }),
  ].join(' ');

const certifiedLine = (budgets: readonly LeastBudget[]): string => {
  const certified = budgets.flatMap(({ recommender, certified: promised }) =>
    recommender === 'relish' && promised ? promised : [],
  );
  const accounts = intervalOf(certified.map((one) => one.accounts));
  const cents = intervalOf(certified.map(({ price }) => price.amount));
  return accounts && cents
    ? `  Relish had certified ${amount(accounts)} accounts and ${money(cents.mean)} on average; naive's accounts cancel at once and pay nothing.`
    : '';
};

/** What attacks that pair items did to the lists on those items' pages. */
const relatedLines = ({ attack, related, relatedCertificates }: AttackSummary): readonly string[] => {
  if (!related || !relatedCertificates) return [];
  const moved = RELATED_NAMES.map((name) => {
    const { hitBefore, hitAfter, rankBefore, rankAfter } = related[name];
    const hits = `${share(hitBefore.mean)}→${share(hitAfter.mean)}`;
    return `${name} ${hits}, rank ${amount(rankBefore)}→${amount(rankAfter)}`;
  });
  return [
    `${attack} on the pages of what it pairs: HR@10 and rank of the target: ${moved.join(' · ')}`,
    `  Relish had certified ${relatedCertificates.promised} places there; ${relatedCertificates.broken} were lost.`,
  ];
};

const judgementLines = ({ claim, holds, tried, against }: Judgement): readonly string[] => [
  `${holds === undefined ? '–' : holds ? '✓' : '✗'} ${claim} (${tried} tried)`,
  ...against.map((one) => `    ${one}`),
];

/** The whole evaluation as text. */
export const showTable = (report: Report): string => {
  const names = RECOMMENDERS.filter((name) => report.recommenders.includes(name));
  const perDataSet = report.dataSets.flatMap((clean) => [
    cleanLine(clean),
    heading(names),
    utilityLine(clean, names),
    ...report.summaries.filter(({ data }) => data === clean.data).map((summary) => rowOf(summary, names)),
    budgetLine(
      report.budgets.filter(({ data }) => data === clean.data),
      names,
    ),
    ...report.summaries.filter(({ data }) => data === clean.data).flatMap(relatedLines),
    certifiedLine(report.budgets.filter(({ data }) => data === clean.data)),
  ]);
  return [
    ...perDataSet,
    ...report.skipped.map(({ data, reason }) => `\n${data}: SKIPPED. ${reason}`),
    ...report.absent.map(({ recommender, reason }) => `\n${recommender}: skipped, ${reason}`),
    '',
    ...report.judgements.flatMap(judgementLines),
  ].join('\n');
};

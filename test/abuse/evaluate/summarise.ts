import type { Attack } from '../attacks/attack.ts';
import { type Interval, intervalOf } from '../measures/interval.ts';
import type { CertificateCheck } from '../measures/certificate-check.ts';
import { type RecommenderName, RECOMMENDERS, type RelishName } from '../recommenders/field.ts';
import type { AttackRun, Effect } from './attack-run.ts';
import type { RelatedName } from './measure-related.ts';

/** One recommender under one attack, over the seeds. */
export interface EffectSummary {
  /** HR@10 of the target, and how far it went in the direction that the attacker wants. */
  readonly hitBefore: Interval;
  readonly hitAfter: Interval;
  readonly moved: Interval;
  readonly rankBefore: Interval;
  readonly rankAfter: Interval;
  readonly shift: Interval;
  /** Relative to the clean run; absent where there was nothing to lose. */
  readonly ndcg?: Interval | undefined;
  readonly recall?: Interval | undefined;
}

/** What baskets of pairs did to the lists on items' pages, over the seeds. */
export type RelatedSummary = Pick<EffectSummary, 'hitBefore' | 'hitAfter' | 'rankBefore' | 'rankAfter'>;

interface CertificateSum {
  /** Certified places that the attack was too small for, and those of them that left. */
  readonly promised: number;
  readonly broken: number;
}

/** One attack on one data set, over the seeds. */
export interface AttackSummary extends Pick<AttackRun, 'data' | 'attack' | 'aim' | 'by'> {
  readonly seeds: number;
  readonly effects: Partial<Record<RecommenderName, EffectSummary>>;
  /** Of Relish with filters. Days only of the runs in which it came to that. */
  readonly daysToEvidence?: Interval | undefined;
  readonly daysToDemotion?: Interval | undefined;
  readonly daysToOrigin?: Interval | undefined;
  readonly suspected: Interval;
  readonly demoted: Interval;
  readonly honestAccused: Interval;
  readonly honestFallen: Interval;
  readonly votesWeakened: Interval;
  readonly certificates: Readonly<Record<RelishName, CertificateSum>>;
  /** Of an attack that pairs items. */
  readonly related?: Readonly<Record<RelatedName, RelatedSummary>> | undefined;
  readonly relatedCertificates?: CertificateSum | undefined;
  readonly origins: AttackRun['origins'];
  readonly accounts: Interval;
  readonly orders: Interval;
  readonly days: Interval;
  readonly cents: Interval;
}

/** Every figure is there for every run: an empty list is a defect of ours. */
const always = (figures: readonly number[]): Interval => {
  const interval = intervalOf(figures);
  if (!interval) throw new Error('An attack without a run can’t be summarised.');
  return interval;
};

const present = (figures: readonly (number | null)[]): readonly number[] =>
  figures.flatMap((figure) => figure ?? []);

const movedBy = (aim: Attack['aim'], { hitRate: { before, after } }: Effect): number =>
  aim === 'nuke' || aim === 'evict' ? before - after : after - before;

const summariseEffect = (aim: Attack['aim'], effects: readonly Effect[]): EffectSummary => ({
  hitBefore: always(effects.map(({ hitRate }) => hitRate.before)),
  hitAfter: always(effects.map(({ hitRate }) => hitRate.after)),
  moved: always(effects.map((effect) => movedBy(aim, effect))),
  rankBefore: always(effects.map(({ rank }) => rank.before)),
  rankAfter: always(effects.map(({ rank }) => rank.after)),
  shift: always(effects.map(({ shift }) => shift)),
  ndcg: intervalOf(present(effects.map(({ ndcg }) => ndcg.ratio))),
  recall: intervalOf(present(effects.map(({ recall }) => recall.ratio))),
});

const sumOf = (checks: readonly CertificateCheck[]): CertificateSum => ({
  promised: checks.reduce((sum, { promised }) => sum + promised, 0),
  broken: checks.reduce((sum, { broken }) => sum + broken.length, 0),
});

const summariseRelated = (
  runs: readonly AttackRun[],
): Pick<AttackSummary, 'related' | 'relatedCertificates'> => {
  const found = runs.flatMap(({ related }) => related ?? []);
  if (found.length === 0) return {};
  const summaryOf = (name: RelatedName): RelatedSummary => {
    const effects = found.map((related) => related[name]);
    return {
      hitBefore: always(effects.map(({ hitRate }) => hitRate.before)),
      hitAfter: always(effects.map(({ hitRate }) => hitRate.after)),
      rankBefore: always(effects.map(({ rank }) => rank.before)),
      rankAfter: always(effects.map(({ rank }) => rank.after)),
    };
  };
  return {
    related: {
      'co-visits': summaryOf('co-visits'),
      'item-cosine': summaryOf('item-cosine'),
      'relish-unfiltered': summaryOf('relish-unfiltered'),
      relish: summaryOf('relish'),
    },
    relatedCertificates: sumOf(found.flatMap(({ relish }) => relish.certificates ?? [])),
  };
};

const summariseRuns = (runs: readonly AttackRun[]): AttackSummary => {
  const { data, attack, aim, by, origins } = runs[0]!;
  const effects: Partial<Record<RecommenderName, EffectSummary>> = {};
  for (const name of RECOMMENDERS) {
    const found = runs.flatMap((run) => run.effects[name] ?? []);
    if (found.length > 0) effects[name] = summariseEffect(aim, found);
  }
  const relish = runs.map(({ integrity }) => integrity.relish);
  return {
    ...{ data, attack, aim, by, seeds: runs.length, effects, origins },
    daysToEvidence: intervalOf(present(runs.map(({ noticed }) => noticed.evidence))),
    daysToDemotion: intervalOf(present(runs.map(({ noticed }) => noticed.demotion))),
    daysToOrigin: intervalOf(present(runs.map(({ noticed }) => noticed.origin))),
    suspected: always(relish.map(({ suspected }) => suspected)),
    demoted: always(relish.map(({ demoted }) => demoted)),
    honestAccused: always(relish.map(({ honest }) => honest.accused)),
    honestFallen: always(relish.map(({ honest }) => honest.fallen)),
    votesWeakened: always(relish.map(({ honest }) => honest.weakened)),
    certificates: {
      relish: sumOf(relish.map(({ certificates }) => certificates)),
      'relish-unfiltered': sumOf(runs.map(({ integrity }) => integrity['relish-unfiltered'].certificates)),
    },
    ...summariseRelated(runs),
    accounts: always(runs.map(({ paid }) => paid.accounts)),
    orders: always(runs.map(({ paid }) => paid.fulfilled)),
    days: always(runs.map(({ paid }) => paid.days)),
    cents: always(runs.map(({ paid }) => paid.cents)),
  };
};

/** One summary for each data set and attack, in the order of the runs. */
export const summarise = (runs: readonly AttackRun[]): readonly AttackSummary[] => {
  const groups = new Map<string, AttackRun[]>();
  for (const run of runs) {
    const key = `${run.data}/${run.attack}`;
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups.values()].map(summariseRuns);
};

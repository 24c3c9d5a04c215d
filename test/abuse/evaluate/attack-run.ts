import type { Attack, Parameters } from '../attacks/attack.ts';
import type { OriginPlan } from '../attacks/origins.ts';
import type { CertificateCheck } from '../measures/certificate-check.ts';
import type { HonestLosses } from '../measures/honest-losses.ts';
import type { RecommenderName, RelishName } from '../recommenders/field.ts';
import type { RelatedEffect, RelatedName } from './measure-related.ts';
import type { TimesToNotice } from './replay-by-day.ts';

/** What an attack did to one recommender's lists; means over the audience. */
export interface Effect {
  readonly hitRate: { readonly before: number; readonly after: number };
  readonly rank: { readonly before: number; readonly after: number };
  /** Total variation of the items' shares in the lists. */
  readonly shift: number;
  /** Against what the audience took home later; divided by the clean run's, null where that is 0. */
  readonly ndcg: { readonly before: number; readonly after: number; readonly ratio: number | null };
  readonly recall: { readonly before: number; readonly after: number; readonly ratio: number | null };
}

/** What an attack meant for Relish's promises. */
export interface Integrity {
  readonly honest: HonestLosses;
  /** Of the hostile accounts, at the end: share with evidence, and share demoted or quarantined. */
  readonly suspected: number;
  readonly demoted: number;
  /** Accounts with evidence by its code: hostile ones, and honest ones that had none such before. */
  readonly evidence: {
    readonly hostile: Readonly<Record<string, number>>;
    readonly honest: Readonly<Record<string, number>>;
  };
  readonly certificates: CertificateCheck;
  /** Scores, to the last digit, that are others than without the attack. */
  readonly scoresMoved: number;
  /** Scores that moved further than newcomers may move them. */
  readonly beyondBound: readonly string[];
}

/** What the attacker paid. */
export interface Paid {
  readonly accounts: number;
  readonly fulfilled: number;
  readonly days: number;
  /** Fulfilled orders times the cheapest price, in minor units. */
  readonly cents: number;
}

/** One attack on one history with one seed. */
export interface AttackRun {
  readonly data: string;
  readonly attack: string;
  readonly aim: Attack['aim'];
  readonly by: Attack['by'];
  readonly seed: number;
  readonly target: string;
  readonly audience: number;
  readonly parameters: Parameters;
  readonly paid: Paid;
  /** Whence the attacker ordered; people in a control order from where they always do. */
  readonly origins: OriginPlan | 'their own';
  readonly effects: Partial<Readonly<Record<RecommenderName, Effect>>>;
  /** Of an attack that pairs items: the lists on the pages of the items that it paired the target with. */
  readonly related?: Readonly<Record<RelatedName, RelatedEffect>>;
  readonly integrity: Readonly<Record<RelishName, Integrity>>;
  /** Of the filtered Relish. */
  readonly noticed: TimesToNotice;
}

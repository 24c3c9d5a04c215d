import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';
import { axes, type Axis } from './axes.ts';

/** By axis: the least and the most that is in it; what is absent is not limited. */
export type Brush = Readonly<Record<string, Range>>;
export interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export const isBrushed = (brush: Brush): boolean =>
  Object.values(brush).some(({ min, max }) => min !== undefined || max !== undefined);

/** The brush with one axis changed. */
export const withRange = (brush: Brush, key: string, { min, max }: Range): Brush => ({
  ...brush,
  [key]: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) },
});

const isWithin = (value: number, { min = -Infinity, max = Infinity }: Range): boolean =>
  value >= min && value <= max;

/** Whether an account is in the brush on every axis. */
export const isIn = (brush: Brush, account: AccountFeatures): boolean =>
  axes.every(({ key, value }) => isWithin(value(account), brush[key] ?? {}));

export interface Quality {
  /** Labelled hostile and labelled at all (hostile or honest) among those found, and hostile ones overall. */
  readonly found: number;
  readonly judged: number;
  readonly hostile: number;
  /** 0 to 1; undefined where nothing is labelled. */
  readonly precision: number | undefined;
  readonly recall: number | undefined;
}

/** How well something finds the accounts that people labelled hostile. Unlabelled and unclear ones say nothing. */
export const qualityOf = (
  accounts: readonly AccountFeatures[],
  finds: (account: AccountFeatures) => boolean,
): Quality => {
  const judgedOnes = accounts.filter(({ label }) => label === 'hostile' || label === 'honest');
  const hostile = judgedOnes.filter(({ label }) => label === 'hostile').length;
  const judged = judgedOnes.filter(finds);
  const found = judged.filter(({ label }) => label === 'hostile').length;
  return {
    found,
    judged: judged.length,
    hostile,
    precision: judged.length > 0 ? found / judged.length : undefined,
    recall: hostile > 0 ? found / hostile : undefined,
  };
};

export interface DraftRule {
  readonly axis: Axis;
  readonly filter: NonNullable<Axis['filter']>;
  /** In millionths, as a policy has it. */
  readonly threshold: number;
}

/** The thresholds that the brush proposes: where it begins on an axis that a filter measures. */
export const draftRules = (brush: Brush): readonly DraftRule[] =>
  axes.flatMap((axis) => {
    const { filter, key } = axis;
    const min = brush[key]?.min;
    if (filter === undefined || min === undefined || min <= 0) return [];
    return [{ axis, filter, threshold: Math.min(1_000_000, Math.round(min * 10_000)) }];
  });

/** Where the draft opens: the part of a policy that the rules change, as JSON in the query `draft`. */
export const draftLink = (rules: readonly DraftRule[]): string => {
  const filters = Object.fromEntries(rules.map(({ filter, threshold }) => [filter, { threshold }]));
  return `/policies?draft=${encodeURIComponent(JSON.stringify({ filters }))}`;
};

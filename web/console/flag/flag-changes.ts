import type { FlagDefinition } from '../../../services/contracts/http/flags.ts';
import { percent } from '../../look/format.ts';
import { planOf } from './flag-plan.ts';
import { ALL_WEIGHT, MODEL_FLAG, SAFE_VARIANT, type Flag, type FlagPlan } from './model-flag.ts';

const weightOf = (plan: FlagPlan, variant: string): number =>
  plan.shares.find((share) => share.variant === variant)?.weight ?? 0;

const accountsOf = (plan: FlagPlan, variant: string): readonly string[] =>
  plan.pins.filter((pin) => pin.variant === variant).flatMap(({ accountIds }) => accountIds);

/** Weights have hundredths of a percent: rounding them away would hide a change. */
export const shareText = (weight: number): string =>
  weight % 10 === 0 ? percent(weight / ALL_WEIGHT) : `${(weight / 100).toFixed(2)}%`;

const switchChange = (before: boolean, after: boolean): readonly string[] => {
  if (before === after) return [];
  return [
    after
      ? 'Kill switch off: shares and pins count again.'
      : `Kill switch on: everybody gets ${SAFE_VARIANT}.`,
  ];
};

const variantChanges = (before: FlagPlan, after: FlagPlan, variant: string): readonly string[] => {
  const [from, to] = [weightOf(before, variant), weightOf(after, variant)];
  const [were, are] = [accountsOf(before, variant), accountsOf(after, variant)];
  const added = are.filter((id) => !were.includes(id));
  const removed = were.filter((id) => !are.includes(id));
  return [
    ...(from === to ? [] : [`${variant}: ${shareText(from)} → ${shareText(to)} of the accounts.`]),
    ...(added.length > 0 ? [`Pinned to ${variant}: ${added.join(', ')}.`] : []),
    ...(removed.length > 0 ? [`No longer pinned to ${variant}: ${removed.join(', ')}.`] : []),
  ];
};

const planChanges = (before: FlagPlan, after: FlagPlan): readonly string[] => {
  const variants = new Set([...before.shares, ...after.shares].map(({ variant }) => variant));
  return [
    ...switchChange(before.enabled, after.enabled),
    ...[...variants].flatMap((variant) => variantChanges(before, after, variant)),
  ];
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const otherChanges = (before: Flag, after: Flag): readonly string[] => [
  ...(before.defaultVariant === after.defaultVariant
    ? []
    : [`Default variant: ${before.defaultVariant} → ${after.defaultVariant}.`]),
  ...(same(before.variants, after.variants) ? [] : ['The variants themselves change.']),
];

/**
 * What a change of a flag does, one sentence a change, in words for a person.
 * Empty if nothing changes; rules that are no plan are only said to change.
 */
export const flagChanges = (before: Flag, after: Flag): readonly string[] => {
  const [from, to] = [planOf(before), planOf(after)];
  const rules =
    from && to
      ? planChanges(from, to)
      : [
          ...switchChange(before.state === 'ENABLED', after.state === 'ENABLED'),
          ...(same(before.targeting, after.targeting) ? [] : ['The targeting rules change.']),
        ];
  return [...rules, ...otherChanges(before, after)];
};

const changesOf = (key: string, before: Flag | undefined, after: Flag | undefined): readonly string[] => {
  if (!before) return after ? [`Flag ${key} is new.`] : [];
  if (!after) return [`Flag ${key} is removed.`];
  const changes = flagChanges(before, after);
  return key === MODEL_FLAG ? changes : changes.map((change) => `${key}: ${change}`);
};

/** What a change of all flags does: that of the model flag plainly, others by their name. */
export const definitionChanges = (before: FlagDefinition, after: FlagDefinition): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changesOf(key, before[key], after[key]),
  );

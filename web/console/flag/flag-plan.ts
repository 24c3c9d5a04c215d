import { ALL_WEIGHT, type Flag, type FlagPlan, type Share, type Targeting } from './model-flag.ts';
import { parseTargeting } from './parse-targeting.ts';

/**
 * Every variant has a share, if only of nothing. The default one, if it has none, comes last and so gets
 * what the others leave; the rest come before the last, which keeps the end.
 */
const withEveryVariant = (shares: readonly Share[], flag: Flag): readonly Share[] => {
  const known = new Set(shares.map(({ variant }) => variant));
  const missing = Object.keys(flag.variants).filter((variant) => !known.has(variant));
  const none = (variants: readonly string[]) => variants.map((variant) => ({ variant, weight: 0 }));
  return [
    ...shares.slice(0, -1),
    ...none(missing.filter((variant) => variant !== flag.defaultVariant)),
    ...shares.slice(-1),
    ...none(missing.filter((variant) => variant === flag.defaultVariant)),
  ];
};

/** Reads a flag as a plan; undefined if its targeting says something that a plan can't say. */
export const planOf = (flag: Flag): FlagPlan | undefined => {
  const rules =
    flag.targeting === undefined
      ? { shares: [{ variant: flag.defaultVariant, weight: ALL_WEIGHT }], pins: [] }
      : parseTargeting(flag.targeting);
  if (!rules) return undefined;
  const named = [...rules.shares, ...rules.pins].map(({ variant }) => variant);
  if (named.some((variant) => !Object.hasOwn(flag.variants, variant))) return undefined;
  return {
    enabled: flag.state === 'ENABLED',
    defaultVariant: flag.defaultVariant,
    shares: withEveryVariant(rules.shares, flag),
    pins: rules.pins,
  };
};

const targetingOf = ({ shares, pins }: FlagPlan): Targeting => {
  const sticky = { cat: [{ var: '$flagd.flagKey' }, { var: 'targetingKey' }] };
  const buckets = shares.filter(({ weight }) => weight > 0).map(({ variant, weight }) => [variant, weight]);
  const split = { fractional: [sticky, ...buckets] };
  const rules = pins
    .filter(({ accountIds }) => accountIds.length > 0)
    .flatMap(({ variant, accountIds }) => [{ in: [{ var: 'accountId' }, [...accountIds]] }, variant]);
  return rules.length === 0 ? split : { if: [...rules, split] };
};

/** Writes a plan into a flag; what a plan doesn't say stays as it is. The plan must hold (`faultOf`). */
export const flagOf = (plan: FlagPlan, flag: Flag): Flag => ({
  ...flag,
  state: plan.enabled ? 'ENABLED' : 'DISABLED',
  defaultVariant: plan.defaultVariant,
  targeting: targetingOf(plan),
});

/** Why a plan can't be written, in words for a person; undefined if it can. */
export const faultOf = ({ shares, pins }: FlagPlan): string | undefined => {
  if (shares.some(({ weight }) => !Number.isInteger(weight) || weight < 0)) {
    return 'Shares are whole hundredths of a percent.';
  }
  const sum = shares.reduce((total, { weight }) => total + weight, 0);
  if (sum !== ALL_WEIGHT) return 'The shares must add up to 100%.';
  const pinned = pins.flatMap(({ accountIds }) => accountIds);
  const twice = pinned.find((id, index) => pinned.indexOf(id) !== index);
  return twice === undefined ? undefined : `${twice} is pinned to two variants: only the first would count.`;
};

/** Gives a variant a share; the last one, which has the rest, makes room. */
export const withShare = (plan: FlagPlan, variant: string, weight: number): FlagPlan => {
  const rest = plan.shares.at(-1);
  if (!rest || rest.variant === variant) return plan;
  const others = plan.shares.slice(0, -1).filter((share) => share.variant !== variant);
  const taken = others.reduce((total, share) => total + share.weight, 0);
  const given = Math.min(Math.max(0, Math.round(weight)), ALL_WEIGHT - taken);
  return {
    ...plan,
    shares: plan.shares.map((share) => {
      if (share.variant === variant) return { variant, weight: given };
      return share === rest ? { variant: rest.variant, weight: ALL_WEIGHT - taken - given } : share;
    }),
  };
};

/** Pins exactly these accounts to a variant, and takes them from every other variant. */
export const withPins = (plan: FlagPlan, variant: string, accountIds: readonly string[]): FlagPlan => {
  const mine = [...new Set(accountIds.map((id) => id.trim()).filter(Boolean))];
  const others = plan.pins
    .filter((pin) => pin.variant !== variant)
    .map((pin) => ({ ...pin, accountIds: pin.accountIds.filter((id) => !mine.includes(id)) }));
  const pins = [...others, { variant, accountIds: mine }].filter((pin) => pin.accountIds.length > 0);
  return { ...plan, pins };
};

/** Ids as somebody typed or pasted them: new ones are split at commas, those already pinned stay whole. */
export const typedIds = (ids: readonly string[], known: readonly string[]): readonly string[] =>
  ids.flatMap((id) => (known.includes(id) ? [id] : id.split(',')));

import { ALL_PARTS, EQUAL_PARTS, type RolloutDocument } from '../../contracts/rollout.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';

type Flag = FlagDefinition[string];
type Json = NonNullable<Flag['targeting']>[string];

export type Arm = 'challenger' | 'control';

/** The variants of a rollout's two arms: named after it, so that each exposure says what it belongs to. */
export const armNames = (rolloutId: string): Readonly<Record<Arm, string>> => ({
  challenger: `challenger-${rolloutId}`,
  control: `control-${rolloutId}`,
});

/** Rules that come first (accounts that people pinned to a variant), and the variant of all others. */
interface Rules {
  readonly pins: readonly Json[];
  readonly rest: string;
}

const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);
const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !isList(value) ? value[name] : undefined;

/** The rules before the last one, and the last one. */
const chainOf = ({ targeting, defaultVariant }: Flag): { pins: readonly Json[]; last: Json } => {
  const chain = memberOf(targeting, 'if');
  if (isList(chain)) {
    const pins = chain.slice(0, chain.length - (chain.length % 2));
    return { pins, last: chain[pins.length] ?? defaultVariant };
  }
  return { pins: [], last: Object.keys(targeting ?? {}).length === 0 ? defaultVariant : (targeting ?? '') };
};

/** By hash of the account: never by an order of ids, and other accounts with each rollout. */
const saltOf = (rolloutId: string): Json => ({ cat: [rolloutId, { var: 'targetingKey' }] });
/** As the console writes a split of one: it can be edited there. */
const everybody = (variant: string): Json => ({
  fractional: [{ cat: [{ var: '$flagd.flagKey' }, { var: 'targetingKey' }] }, [variant, ALL_PARTS]],
});

/** What one bucket has that has everything. */
const onlyBucket = (last: Json): string | undefined => {
  if (typeof last === 'string') return last;
  const split = memberOf(last, 'fractional');
  if (!isList(split)) return undefined;
  const held = split.filter(isList).filter(([, weight = 1]) => weight !== 0);
  const [variant] = held.length === 1 ? (held[0] ?? []) : [];
  return typeof variant === 'string' ? variant : undefined;
};

/** Who gets what, where all but the pinned accounts get the same; undefined where a split or other rules decide. */
export const plainRules = (flag: Flag): Rules | undefined => {
  const { pins, last } = chainOf(flag);
  const rest = onlyBucket(last);
  return rest !== undefined && Object.hasOwn(flag.variants, rest) ? { pins, rest } : undefined;
};

const same = (one: Json | undefined, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The two arms lie at the two ends of the hash, and grow towards each other: so no account leaves its arm while there
 * is room for both, and at the last step only the control's go over.
 */
const splitOf = (rolloutId: string, rest: string, parts: number): Json => {
  const { challenger, control } = armNames(rolloutId);
  const others = Math.min(parts, ALL_PARTS - parts);
  return {
    fractional: [
      saltOf(rolloutId),
      [challenger, parts],
      [rest, ALL_PARTS - parts - others],
      [control, others],
    ],
  };
};

/** The rules around a rollout's split, and its parts; undefined where its split isn't in the flag as it was written. */
const rolloutRules = (flag: Flag, rolloutId: string): (Rules & { readonly parts: number }) | undefined => {
  const { pins, last } = chainOf(flag);
  const split = memberOf(last, 'fractional');
  if (!isList(split)) return undefined;
  const [, first, middle] = split.map((bucket) => (isList(bucket) ? bucket : []));
  const [parts, rest] = [first?.[1], middle?.[0]];
  if (typeof parts !== 'number' || typeof rest !== 'string') return undefined;
  return same(last, splitOf(rolloutId, rest, parts)) ? { pins, rest, parts } : undefined;
};

const withTargeting = ({ targeting: _, ...flag }: Flag, pins: readonly Json[], last: Json): Flag => {
  if (pins.length > 0) return { ...flag, targeting: { if: [...pins, last] } };
  return typeof last === 'object' && last !== null && !isList(last) ? { ...flag, targeting: last } : flag;
};

type Named = Pick<RolloutDocument, 'rolloutId' | 'challenger' | 'baseline'>;

/** Whether the flag gives out the arms of a rollout as it was told to. */
export const isInForce = (flag: Flag | undefined, rollout: Named, parts: number): boolean => {
  if (flag?.state !== 'ENABLED') return false;
  const { challenger, control } = armNames(rollout.rolloutId);
  const areModels =
    flag.variants[challenger] === rollout.challenger && flag.variants[control] === rollout.baseline;
  return areModels && rolloutRules(flag, rollout.rolloutId)?.parts === parts;
};

/**
 * The flag with both arms, `parts` of 10000 accounts each, as long as there is room; what people pinned stays.
 * Undefined where other rules than those of this rollout decide who gets what.
 */
export const withArms = (flag: Flag, rollout: Named, parts: number): Flag | undefined => {
  const rules = rolloutRules(flag, rollout.rolloutId) ?? plainRules(flag);
  if (!rules) return undefined;
  const { challenger, control } = armNames(rollout.rolloutId);
  const variants = { ...flag.variants, [challenger]: rollout.challenger, [control]: rollout.baseline };
  return withTargeting({ ...flag, variants }, rules.pins, splitOf(rollout.rolloutId, rules.rest, parts));
};

const withoutVariants = (flag: Flag, names: readonly string[]): Flag => ({
  ...flag,
  variants: Object.fromEntries(Object.entries(flag.variants).filter(([name]) => !names.includes(name))),
});

/** For everybody but the pinned ones: the arms are gone. */
const settled = (flag: Flag, { pins }: Rules, rest: string, rolloutId: string): Flag => {
  const without = withoutVariants(flag, Object.values(armNames(rolloutId)));
  return withTargeting({ ...without, defaultVariant: rest }, pins, pins.length > 0 ? everybody(rest) : rest);
};

/** The flag as if the rollout had never been; where people have written other rules with its arms, as they are. */
export const withoutArms = (flag: Flag, rolloutId: string): Flag => {
  const rules = rolloutRules(flag, rolloutId);
  if (rules) return settled(flag, rules, rules.rest, rolloutId);
  const names = Object.values(armNames(rolloutId));
  const { targeting = {}, defaultVariant } = flag;
  const isNamed = names.some((name) => JSON.stringify([targeting, defaultVariant]).includes(`"${name}"`));
  return isNamed ? flag : withoutVariants(flag, names);
};

/** The flag that gives the challenger to everybody who isn't pinned. Undefined where the split isn't the rollout's. */
export const withPromoted = (flag: Flag, rollout: Named): Flag | undefined => {
  const rules = rolloutRules(flag, rollout.rolloutId);
  if (!rules) return undefined;
  const { challenger } = rollout;
  const arms = Object.values(armNames(rollout.rolloutId));
  const known = Object.entries(flag.variants).find(
    ([name, value]) => value === challenger && !arms.includes(name),
  );
  const [name] = known ?? [challenger];
  const variants = { ...flag.variants, [name]: challenger };
  return settled({ ...flag, variants }, rules, name, rollout.rolloutId);
};

/** The challenger's share of the accounts in both arms; undefined where there is nobody to compare it with. */
export const shareOfChallenger = (parts: number): number | undefined =>
  parts <= EQUAL_PARTS ? 0.5 : undefined;

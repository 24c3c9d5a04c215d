import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';
import { ruleOf } from '../../platform/flags/targeting-results.ts';

/** Parts that everybody makes: a share out of 10000. */
export const EVERYBODY = 10_000;

type Flag = FlagDefinition[string];

/** Shares of a rule's result by what the variant holds, not by its name: a name can be given to another value. */
type Shares = ReadonlyMap<string, number>;

/** Who meets all of one branch's conditions gets its shares; how many meet them nobody can tell. */
interface Spread {
  /** The conditions in their order: two spreads with the same ones divide the accounts alike. */
  readonly conditions: string;
  readonly branches: readonly Shares[];
}

const heldBy = (flag: Flag, variant: string): string | undefined =>
  Object.hasOwn(flag.variants, variant) ? canonicalJson(flag.variants[variant]) : undefined;

const isVar = (logic: unknown, names: readonly string[]): boolean => {
  const rule = ruleOf(logic);
  return rule?.operator === 'var' && rule.args.length === 1 && names.includes(String(rule.args[0]));
};

/**
 * Whether accounts fall into buckets by chance: by their id, or by the flag's name and their id. By a constant, a bucket
 * of a hundredth could be everybody's; and with a salt of one's own, be it the same two in other arrangements, one
 * tries until it is.
 */
const spreadsAccounts = (bucketBy: unknown): boolean => {
  const isId = (logic: unknown) => isVar(logic, ['targetingKey', 'accountId']);
  if (isId(bucketBy)) return true;
  const rule = ruleOf(bucketBy);
  if (rule?.operator !== 'cat' || rule.args.length !== 2) return false;
  return isVar(rule.args[0], ['$flagd.flagKey']) && isId(rule.args[1]);
};

/** Of a literal result; null means the default variant. */
const certain = (flag: Flag, result: unknown): Shares | undefined => {
  const variant = result ?? flag.defaultVariant;
  if (typeof variant === 'object') return undefined;
  const held = heldBy(flag, String(variant));
  return held === undefined ? undefined : new Map([[held, EVERYBODY]]);
};

/** One piece a value: many small ones could be laid exactly where the accounts are. */
const weightsOf = (flag: Flag, buckets: readonly unknown[]): ReadonlyMap<string, number> | undefined => {
  const weights = new Map<string, number>();
  for (const bucket of buckets) {
    if (!Array.isArray(bucket) || typeof bucket[0] !== 'string') return undefined;
    const held = heldBy(flag, bucket[0]);
    const weight: unknown = bucket.length > 1 ? bucket[1] : 1;
    if (held === undefined || weights.has(held)) return undefined;
    if (!Number.isSafeInteger(weight) || Number(weight) < 0) return undefined;
    weights.set(held, Number(weight));
  }
  return weights;
};

const split = (flag: Flag, args: readonly unknown[]): Shares | undefined => {
  const isKeyed = !Array.isArray(args[0]);
  if (isKeyed && !spreadsAccounts(args[0])) return undefined;
  const weights = weightsOf(flag, isKeyed ? args.slice(1) : args);
  const sum = [...(weights?.values() ?? [])].reduce((total, weight) => total + weight, 0);
  if (!weights || sum === 0) return undefined;
  return new Map(Array.from(weights, ([held, weight]) => [held, (weight / sum) * EVERYBODY]));
};

const sharesOf = (flag: Flag, result: unknown): Shares | undefined => {
  const rule = ruleOf(result);
  if (!rule) return certain(flag, result);
  return rule.operator === 'fractional' ? split(flag, rule.args) : undefined;
};

/** A targeting as conditions with their results and the result otherwise, which may be another `if`. */
const casesOf = (targeting: unknown): { readonly conditions: unknown[]; readonly results: unknown[] } => {
  const rule = ruleOf(targeting);
  if (rule?.operator !== 'if') return { conditions: [], results: [targeting] };
  const conditions = rule.args.filter((_, at) => at % 2 === 0 && at < rule.args.length - 1);
  const results = rule.args.filter((_, at) => at % 2 === 1);
  const rest = casesOf(rule.args.length % 2 === 1 ? rule.args.at(-1) : null);
  return { conditions: [...conditions, ...rest.conditions], results: [...results, ...rest.results] };
};

/** Undefined for a targeting that it can't see through. */
const spreadOf = (flag: Flag | undefined): Spread | undefined => {
  // Whoever asks gets what its code has for the case: no variant of the flag.
  if (!flag || flag.state === 'DISABLED') return { conditions: '[]', branches: [new Map()] };
  const isPlain = flag.targeting === undefined || Object.keys(flag.targeting).length === 0;
  const { conditions, results } = casesOf(isPlain ? null : flag.targeting);
  const branches = results.map((result) => sharesOf(flag, result));
  const known = branches.filter((branch) => branch !== undefined);
  return known.length === branches.length
    ? { conditions: canonicalJson(conditions), branches: known }
    : undefined;
};

/** Branch by branch where both divide the accounts alike; else the most after against the least before. */
const gainOfValue = (held: string, before: Spread, after: Spread): number => {
  const [was, is] = [before, after].map(({ branches }) => branches.map((shares) => shares.get(held) ?? 0));
  if (!was || !is) return EVERYBODY;
  if (before.conditions === after.conditions)
    return Math.max(...is.map((share, at) => share - (was[at] ?? 0)));
  return Math.max(...is) - Math.min(...was);
};

const nothingKnown: Spread = { conditions: '', branches: [new Map()] };

const gainOfFlag = (before: Flag | undefined, after: Flag): number => {
  if (after.state === 'DISABLED' || canonicalJson(before ?? null) === canonicalJson(after)) return 0;
  const spread = spreadOf(after);
  if (!before || !spread) return EVERYBODY;
  const usual = heldBy(before, before.defaultVariant);
  const values = new Set(spread.branches.flatMap((shares) => [...shares.keys()]));
  const gains = [...values]
    .filter((held) => held !== usual)
    .map((held) => gainOfValue(held, spreadOf(before) ?? nothingKnown, spread));
  return Math.max(0, ...gains);
};

/**
 * The most that any variant but the default one would gain by a change of flags, in parts of 10000 of the accounts:
 * never less than what it really gains. Weighs `fractional` by the account's id, under conditions that stay the same
 * or not; whatever it can't see through, and any new flag, counts as everybody. To switch a flag off, or to give the
 * default variant more, is no gain.
 */
export const flagGain = (before: FlagDefinition, after: FlagDefinition): number => {
  const gains = Object.entries(after).map(([key, flag]) =>
    gainOfFlag(Object.hasOwn(before, key) ? before[key] : undefined, flag),
  );
  // A thousandth of a part is rounding.
  return Math.max(0, Math.ceil(Math.max(0, ...gains) - 0.001));
};

import { z } from 'zod';
import { ALL_WEIGHT, type Pin, type Share } from './model-flag.ts';

const variable = (name: string) => z.strictObject({ var: z.literal(name) });
const sticky = z.strictObject({ cat: z.tuple([variable('$flagd.flagKey'), variable('targetingKey')]) });
const bucket = z.tuple([z.string(), z.int().min(0)]);
const split = z.strictObject({ fractional: z.tuple([sticky, bucket], bucket) });
const pinned = z.strictObject({ in: z.tuple([variable('accountId'), z.array(z.string()).min(1)]) });
const chain = z.strictObject({ if: z.array(z.unknown()).min(3) });

interface Rules {
  readonly shares: readonly Share[];
  readonly pins: readonly Pin[];
}

/** Multiplying all weights by one integer moves no bucket's border, so [1, 99] may be read as [100, 9900]. */
const readSplit = (value: unknown): readonly Share[] | undefined => {
  const parsed = split.safeParse(value);
  if (!parsed.success) return undefined;
  const [, ...buckets] = parsed.data.fractional;
  const names = buckets.map(([variant]) => variant);
  const sum = buckets.reduce((total, [, weight]) => total + weight, 0);
  if (sum === 0 || ALL_WEIGHT % sum !== 0 || new Set(names).size < names.length) return undefined;
  return buckets.map(([variant, weight]) => ({ variant, weight: weight * (ALL_WEIGHT / sum) }));
};

const readPins = (rules: readonly unknown[]): readonly Pin[] | undefined => {
  const pins: Pin[] = [];
  for (let at = 0; at < rules.length; at += 2) {
    const condition = pinned.safeParse(rules[at]);
    const variant = z.string().safeParse(rules[at + 1]);
    if (!condition.success || !variant.success) return undefined;
    pins.push({ variant: variant.data, accountIds: condition.data.in[1] });
  }
  return pins;
};

/**
 * Reads the targeting that this console writes: accounts pinned to variants, then a sticky split.
 * Undefined for anything else: it is shown as it is, and never overwritten by a guess.
 */
export const parseTargeting = (targeting: unknown): Rules | undefined => {
  const parsed = chain.safeParse(targeting);
  const rules = parsed.success ? parsed.data.if : [targeting];
  const shares = readSplit(rules.at(-1));
  const pins = rules.length % 2 === 1 ? readPins(rules.slice(0, -1)) : undefined;
  return shares && pins && { shares, pins };
};

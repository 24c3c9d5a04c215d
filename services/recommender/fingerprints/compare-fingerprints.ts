import type { fingerprintComparison } from '../../contracts/http/fingerprints.ts';
import type { z } from 'zod';
import { ONE } from '../integrity/policy.ts';
import { shareOf, sideBySide, sizeOf } from './distribution.ts';
import type { Fingerprint } from './fingerprint.ts';

type Comparison = z.output<typeof fingerprintComparison>;
type Notable = Comparison['notable'][number];

const MOVERS = 8;
/** A difference stands out from five points on … */
const POINTS = 50_000;
/** … if chance would hardly make it: three standard errors … */
const ERRORS = 3;
/** … or, of whole distributions, twice what chance makes on average. */
const TIMES_CHANCE = 2;
/** Counts stand out from half as much or twice as much on, entropies from half a bit. */
const HALF_A_BIT = 500_000;

/** Standard error of the difference of two shares in millionths, pooled. */
const standardError = (a: number, ofA: number, b: number, ofB: number): number => {
  const pooled = (a + b) / (ofA + ofB);
  return ONE * Math.sqrt(pooled * (1 - pooled) * (1 / ofA + 1 / ofB));
};

const notableShare = (
  code: Notable['code'],
  [partA, wholeA]: readonly [number, number],
  [partB, wholeB]: readonly [number, number],
): Notable[] => {
  if (wholeA === 0 || wholeB === 0) return [];
  const [a, b] = [shareOf(partA, wholeA), shareOf(partB, wholeB)];
  const least = Math.max(POINTS, ERRORS * standardError(partA, wholeA, partB, wholeB));
  return Math.abs(b - a) >= least ? [{ code, a, b }] : [];
};

/**
 * Total variation of the item distributions, ½Σ|p−q|, and what it would be on average if both were samples of one:
 * ½Σ√(2/π·p(1−p)(1/n+1/m)). Votes are counted in whole votes there: a millionth of one is no observation.
 */
const variationOf = (a: Fingerprint, b: Fingerprint) => {
  const [sizeA, sizeB] = [sizeOf(a.distribution), sizeOf(b.distribution)];
  const rows = sideBySide(a.distribution, b.distribution).map((row) => ({
    itemId: row.id,
    a: shareOf(row.a, sizeA),
    b: shareOf(row.b, sizeB),
  }));
  const seen = (size: number, { newcomers }: Fingerprint) => Math.max(1, newcomers ? size / ONE : size);
  const samples = 1 / seen(sizeA, a) + 1 / seen(sizeB, b);
  const byChance = rows.map((row) => (row.a + row.b) / (2 * ONE)).sort((p, q) => p - q);
  const sum = byChance.reduce((total, p) => total + Math.sqrt((2 / Math.PI) * p * (1 - p) * samples), 0);
  return {
    rows,
    variation: Math.floor(rows.reduce((total, row) => total + Math.abs(row.a - row.b), 0) / 2),
    variationByChance: Math.min(ONE, Math.round((ONE * sum) / 2)),
  };
};

const notableOf = (a: Fingerprint, b: Fingerprint, variation: number, byChance: number): Notable[] => {
  const found: Notable[] = [];
  if (a.counts.orders === 0 || b.counts.orders === 0) return found;
  if (variation >= POINTS && variation > TIMES_CHANCE * byChance)
    found.push({ code: 'items-moved', a: byChance, b: variation });
  for (const code of ['cancelled', 'expired', 'refunded', 'fulfilled'] as const) {
    found.push(
      ...notableShare(code, [a.outcomes[code], a.counts.orders], [b.outcomes[code], b.counts.orders]),
    );
  }
  const newOf = ({ counts }: Fingerprint) => [counts.newAccounts, counts.accounts] as const;
  found.push(...notableShare('new-accounts', newOf(a), newOf(b)));
  const originOf = ({ origins }: Fingerprint) => [origins.top[0] ?? 0, origins.orders] as const;
  found.push(...notableShare('one-origin', originOf(a), originOf(b)));
  if (Math.abs(b.items.entropy - a.items.entropy) >= HALF_A_BIT)
    found.push({ code: 'entropy', a: a.items.entropy, b: b.items.entropy });
  if (b.effectiveAccounts * 2 <= a.effectiveAccounts)
    found.push({ code: 'few-accounts', a: a.effectiveAccounts, b: b.effectiveAccounts });
  return found;
};

/** A day against a week is judged by its average day; `days` says how many days each has. */
const notableOrders = (a: Fingerprint, b: Fingerprint, days: readonly [number, number]): Notable[] => {
  const [perDayA, perDayB] = [Math.round(a.counts.orders / days[0]), Math.round(b.counts.orders / days[1])];
  const isFar = perDayB >= 2 * perDayA || perDayA >= 2 * perDayB;
  // Of a handful of orders, twice as many is chance.
  const isMany = Math.abs(perDayB - perDayA) > ERRORS * Math.sqrt(perDayA + perDayB);
  return isFar && isMany ? [{ code: 'orders', a: perDayA, b: perDayB }] : [];
};

const outcomesBetween = (a: Fingerprint, b: Fingerprint): Comparison['outcomes'] => {
  const at = (outcome: keyof Fingerprint['outcomes']) =>
    shareOf(b.outcomes[outcome], b.counts.orders) - shareOf(a.outcomes[outcome], a.counts.orders);
  return {
    open: at('open'),
    fulfilled: at('fulfilled'),
    cancelled: at('cancelled'),
    expired: at('expired'),
    refunded: at('refunded'),
  };
};

const agesBetween = (a: Fingerprint, b: Fingerprint): Comparison['ages'] => {
  const at = (bracket: 0 | 1 | 2 | 3 | 4) =>
    shareOf(b.ages[bracket], b.counts.accounts) - shareOf(a.ages[bracket], a.counts.accounts);
  return [at(0), at(1), at(2), at(3), at(4)];
};

const topOrigin = ({ origins }: Fingerprint): number => shareOf(origins.top[0] ?? 0, origins.orders);

/**
 * How `b` differs from `a`: differences are b less a, in millionths, and `notable` is what chance hardly makes.
 * @param days how many days each is of, so that a day can be compared with a week; leave it out for versions
 */
export const compareFingerprints = (
  a: Fingerprint,
  b: Fingerprint,
  days?: readonly [number, number],
): Comparison => {
  const { rows, variation, variationByChance } = variationOf(a, b);
  const movers = rows
    .filter((row) => row.a !== row.b)
    .sort((x, y) => Math.abs(y.b - y.a) - Math.abs(x.b - x.a) || (x.itemId < y.itemId ? -1 : 1));
  return {
    variation,
    variationByChance,
    entropy: b.items.entropy - a.items.entropy,
    outcomes: outcomesBetween(a, b),
    ages: agesBetween(a, b),
    topOrigin: topOrigin(b) - topOrigin(a),
    movers: movers.slice(0, MOVERS),
    notable: [...notableOf(a, b, variation, variationByChance), ...(days ? notableOrders(a, b, days) : [])],
  };
};

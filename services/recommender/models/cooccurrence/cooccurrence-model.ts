import { ONE } from '../../integrity/policy.ts';
import type { GroupRows } from '../groups/group-rows.ts';
import { groupedModel } from '../groups/grouped-model.ts';
import { type Row, strongest } from '../groups/indicators.ts';
import { rootLogLikelihoodRatio } from './log-likelihood-ratio.ts';

interface Parameters {
  /** Indicators of an item, at most. */
  readonly indicators: number;
  /** The least root of a log-likelihood ratio that indicates anything, in millionths. */
  readonly least: number;
}

/** By item: the accounts that took it, as indices of rows. */
const accountsByItem = ({ rows, size }: GroupRows): readonly (readonly number[])[] => {
  const accounts: number[][] = Array.from({ length: size }, () => []);
  for (const [account, row] of rows.entries()) for (const item of row) accounts[item]!.push(account);
  return accounts;
};

/**
 * Item to item by co-occurrence: an item indicates those that accounts take beside it more often than chance would have
 * it, by the root of the log-likelihood ratio over the accounts that took both, one, the other, neither.
 */
export function* cooccurrences(
  group: GroupRows,
  { indicators, least }: Parameters,
): Generator<undefined, ReadonlyMap<number, Row>> {
  const { rows, takers, items, size } = group;
  const accounts = accountsByItem(group);
  const together = new Int32Array(size);
  const found = new Map<number, Row>();
  for (const item of items) {
    together.fill(0);
    for (const account of accounts[item]!) for (const other of rows[account]!) together[other]!++;
    const mine = takers[item]!;
    const row = items.flatMap((other) => {
      const both = together[other]!;
      if (both === 0 || other === item) return [];
      const theirs = takers[other]!;
      const root = rootLogLikelihoodRatio(
        both,
        mine - both,
        theirs - both,
        rows.length - mine - theirs + both,
      );
      const weight = Math.round(root * ONE);
      return weight >= least ? [[other, weight] as const] : [];
    });
    found.set(item, strongest(row, indicators));
    yield;
  }
  return found;
}

const parameters = { groups: 40, indicators: 50, least: 0, own: 60 * ONE, ownDays: 3, items: 10_000 };

/** Item to item by log-likelihood ratio, trained apart on groups of accounts. */
export const cooccurrenceModel = groupedModel({
  name: 'cooccurrence',
  version: '1',
  parameters,
  learn: (group) => cooccurrences(group, parameters),
});

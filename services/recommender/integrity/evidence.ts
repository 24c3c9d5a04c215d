import type { Evidence } from '../../contracts/http/accounts.ts';
import type { OrderCounts } from './account-facts.ts';
import { cancelSpam } from './filters/cancel-spam.ts';
import { neverPickedUp } from './filters/never-picked-up.ts';

/** A filter looks at what is known of an account and reports what it noticed, or nothing. */
export type Filter = (orders: OrderCounts) => Evidence | undefined;

/** Add a filter: one file in filters/, and its name here. */
const filters: readonly Filter[] = [cancelSpam, neverPickedUp];

/** What the filters noticed about an account, strongest first. It tells people; it touches no vote. */
export const evidenceOf = (orders: OrderCounts): Evidence[] =>
  filters
    .flatMap((filter) => filter(orders) ?? [])
    .sort((a, b) => b.strength - a.strength || (a.code < b.code ? -1 : 1));

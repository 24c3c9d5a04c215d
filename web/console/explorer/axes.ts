import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';

const ONE = 1_000_000;
const percentOf = (micro: number): number => micro / 10_000;

export interface Axis {
  readonly key: string;
  readonly label: string;
  /** What the numbers mean, where the label doesn't say it. */
  readonly hint?: string;
  readonly unit: '%' | '';
  readonly value: (account: AccountFeatures) => number;
  /** The filter of a policy whose threshold this axis measures. */
  readonly filter?: 'cancel-spam' | 'never-picked-up';
}

/** What accounts are compared by, in the order of the axes. Shares are in percent, votes in whole votes. */
export const axes: readonly Axis[] = [
  { key: 'placed', label: 'Orders', unit: '', value: ({ placed }) => placed },
  {
    key: 'fulfilled',
    label: 'Taken home',
    unit: '%',
    value: ({ fulfilledShare }) => percentOf(fulfilledShare),
  },
  {
    key: 'cancelled',
    label: 'Cancelled',
    unit: '%',
    value: ({ cancelledShare }) => percentOf(cancelledShare),
  },
  {
    key: 'cancelSpam',
    label: 'Cancels, surely',
    hint: 'The least share of cancels that can be held against it: what cancel-spam measures.',
    unit: '%',
    value: ({ cancelSpam }) => percentOf(cancelSpam),
    filter: 'cancel-spam',
  },
  {
    key: 'neverPickedUp',
    label: 'No-shows, surely',
    hint: 'The least share never picked up that can be held against it: what never-picked-up measures.',
    unit: '%',
    value: ({ neverPickedUp }) => percentOf(neverPickedUp),
    filter: 'never-picked-up',
  },
  { key: 'settledDays', label: 'Days taken home', unit: '', value: ({ settledDays }) => settledDays },
  { key: 'ageDays', label: 'Age in days', unit: '', value: ({ ageDays }) => ageDays },
  { key: 'distinctItems', label: 'Distinct items', unit: '', value: ({ distinctItems }) => distinctItems },
  { key: 'votes', label: 'Votes', unit: '', value: ({ votes }) => votes / ONE },
];

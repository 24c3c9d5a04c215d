import type { Shown } from '../../../services/recommender/rollout/rollout-counts.ts';

const ITEMS = 12;
/** An honest shop: how many of its accounts take something home, get no list, and what their lists have. */
const CONVERSION = 0.4;
const ERRORS = 0.01;
const LEAST_CERTIFICATE = 8;
const CERTIFICATES = 17;
/** The item whose exposure a harmful model raises. */
const RAISED = ITEMS - 1;
const RAISED_SHARE = 0.1;

/** What a challenger does to its accounts, beside what the control does to its own. */
export interface Model {
  readonly name: string;
  /** Times the conversion, the exposure of one item, the size of certificates; points of errors added. */
  readonly conversion: number;
  readonly exposure: number;
  readonly certificate: number;
  readonly errors: number;
}

export const SAME: Model = { name: 'as good', conversion: 1, exposure: 1, certificate: 1, errors: 0 };

/** Popular items are in more lists: from nine in ten down to one in ten. */
const shareOf = (item: number, { exposure }: Model): number =>
  item === RAISED ? RAISED_SHARE * exposure : 0.9 - (0.8 * item) / ITEMS;

const itemIds = Array.from({ length: ITEMS }, (_, item) => ({ itemId: `i-${item}` }));

export interface MadeVisit {
  readonly shown: Shown;
  readonly converts: boolean;
}

/** What an account of an arm sees first, and whether it takes something home. @param random in [0, 1) */
export const madeVisit = (model: Model, random: () => number): MadeVisit => {
  const isError = random() < ERRORS + model.errors;
  const certificate = LEAST_CERTIFICATE + Math.floor(random() * CERTIFICATES);
  return {
    shown: {
      servedBy: isError ? 'default' : 'preferred',
      items: itemIds.filter((_, item) => random() < shareOf(item, model)),
      certificate: { set: Math.floor(certificate * model.certificate) },
    },
    converts: random() < CONVERSION * model.conversion,
  };
};

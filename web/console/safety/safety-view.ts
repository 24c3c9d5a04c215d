import {
  SAFETY_BUDGETS,
  type ListFigures,
  type SafetyPoint,
} from '../../../services/contracts/http/safety-curve.ts';
import { paretoOf } from './pareto.ts';

/** Which lists are looked at, and against how many hostile accounts. */
export interface SafetyView {
  readonly lists: 'all' | 'fresh';
  readonly against: number;
}

/** Enough for a prank, and few enough for lists to hold against. */
const USUAL = 2;

/** What an address asks for. */
export const viewOf = (params: URLSearchParams): SafetyView => {
  const asked = params.get('against');
  return {
    lists: params.get('lists') === 'fresh' ? 'fresh' : 'all',
    against: SAFETY_BUDGETS.find((budget) => String(budget) === asked) ?? USUAL,
  };
};

/** A point as it is drawn and listed; `x` and `y` in millionths. */
export interface ShownPoint {
  readonly id: string;
  readonly point: SafetyPoint;
  readonly figures: ListFigures;
  readonly x: number;
  readonly y: number;
  /** No other point is more accurate and at least as safe, or the other way round. */
  readonly isOnFront: boolean;
}

export const certifiedAt = ({ certified }: ListFigures, budget: number) =>
  certified.find(({ against }) => against === budget) ?? { against: budget, precision: 0, recall: 0 };

/** Every point in one view: accuracy to the right, certified precision upwards. */
export const shownPoints = (
  points: readonly SafetyPoint[],
  { lists, against }: SafetyView,
): readonly ShownPoint[] => {
  const shown = points.map((point) => {
    const figures = point[lists];
    const { precision: y } = certifiedAt(figures, against);
    return { id: `${point.clip}/${point.power}`, point, figures, x: figures.ndcg, y };
  });
  const front = new Set(paretoOf(shown).map(({ id }) => id));
  return shown.map((one) => ({ ...one, isOnFront: front.has(one.id) }));
};

import { fitPowerLaw, type Point, type PowerLaw } from './power-law.ts';

/** One figure against events. */
export interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly Point[];
  /** Beyond it something doesn't work, or isn't what was promised; absent for a figure that may be anything. */
  readonly limit?: { readonly value: number; readonly why: string };
}

export interface Breaking {
  readonly name: string;
  readonly why: string;
  readonly limit: number;
  readonly unit: string;
  /** How many events it takes, if it goes on as measured. */
  readonly events: number;
}

/** What is there before the first event hides how a figure grows: the larger sizes tell. */
const TELLING = 3;

/** How a curve grows, from its larger sizes. */
export const lawOf = ({ points }: Pick<Curve, 'points'>): PowerLaw => fitPowerLaw(points.slice(-TELLING));

/**
 * Where a curve meets its limit: from its largest size on at its exponent, but at least in proportion. What compresses
 * or amortises well at these sizes isn't believed to go on doing so.
 */
const meets = (curve: Curve, limit: number): number => {
  const [events, figure] = curve.points.at(-1) ?? [0, 0];
  return events * (limit / figure) ** (1 / Math.max(1, lawOf(curve).exponent));
};

/** Each limit and the events that reach it, the first to break first. An extrapolation, no measurement. */
export const whatBreaks = (curves: readonly Curve[]): readonly Breaking[] =>
  curves
    .flatMap((curve) => {
      const { name, unit, limit } = curve;
      if (!limit) return [];
      return [{ name, unit, why: limit.why, limit: limit.value, events: meets(curve, limit.value) }];
    })
    .sort((a, b) => a.events - b.events);

import { seeded } from '../../builders/seeded.ts';
import { lunchCurve } from './lunch-curve.ts';

/** What becomes of an order: `left` ones nobody picks up, so that they run out. */
export type Ending = 'cancelled' | 'fetched' | 'left';

/** One person's lunch, decided before it begins: what Relish answers, and when, moves none of it. */
export interface Visit {
  /** Milliseconds from the start of the hour: when the menu and the own list are looked at. */
  readonly looksAt: number;
  readonly ordersAt: number;
  /** Of the people who are signed in. */
  readonly person: number;
  /** Places on the menu, each once. */
  readonly dishes: readonly number[];
  readonly ending: Ending;
  /** Milliseconds from the order to its ending. */
  readonly endsAfter: number;
  /** Looks at the list again when the order is confirmed. */
  readonly looksAgain: boolean;
  /** Taps twice: the same request goes out two times. */
  readonly tapsTwice: boolean;
}

export interface Lunch {
  readonly seed: number;
  /** Orders a second where the hour is busiest. */
  readonly rate: number;
  readonly seconds: number;
  readonly people: number;
  readonly dishes: number;
  /** Median milliseconds from an order to its pick-up. */
  readonly pickup: number;
}

const SHARE_CANCELLED = 0.05;
const SHARE_LEFT = 0.02;
const SHARE_TWO_DISHES = 0.3;
const SHARE_LOOKS_AGAIN = 0.1;
const SHARE_TAPS_TWICE = 0.01;
/** Popularity falls off with this power of the place on the menu. */
const SKEW = 1.6;
/** Medians in milliseconds of a lunch of a minute or more; a shorter one hurries everybody. */
const THINK_MS = 1_500;
const REGRET_MS = 2_500;
const UNHURRIED_SECONDS = 60;
/** Of the log-normal delays: nine in ten are between half and twice the median. */
const SPREAD = 0.42;
/** Times the median: nobody waits for ever. */
const LONGEST = 4;

/** Log-normal, by Box and Muller. */
const delay = (median: number, random: () => number): number => {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.min(LONGEST, Math.exp(SPREAD * normal));
};

const drawDishes = ({ dishes }: Lunch, random: () => number): readonly number[] => {
  const draw = () => Math.floor(dishes * random() ** SKEW);
  const first = draw();
  const second = random() < SHARE_TWO_DISHES ? draw() : first;
  return first === second ? [first] : [first, second];
};

const drawEnding = (
  lunch: Lunch,
  pace: number,
  random: () => number,
): Pick<Visit, 'ending' | 'endsAfter'> => {
  const draw = random();
  if (draw < SHARE_CANCELLED) return { ending: 'cancelled', endsAfter: delay(REGRET_MS * pace, random) };
  if (draw < SHARE_CANCELLED + SHARE_LEFT) return { ending: 'left', endsAfter: 0 };
  return { ending: 'fetched', endsAfter: delay(lunch.pickup, random) };
};

/** The longest that an order waits for its pick-up, in milliseconds. */
export const longestPickup = ({ pickup }: Pick<Lunch, 'pickup'>): number => pickup * LONGEST;

/**
 * Who comes when and does what, in the order of arrival: a Poisson process with the lunch curve as its rate (by
 * thinning, Lewis and Shedler 1979). Open loop: nobody waits for anybody. The same arguments give the same lunch.
 */
export function* planVisits(lunch: Lunch): Generator<Visit> {
  const random = seeded(lunch.seed);
  const length = lunch.seconds * 1_000;
  const pace = Math.min(1, lunch.seconds / UNHURRIED_SECONDS);
  let looksAt = 0;
  for (;;) {
    looksAt += (-Math.log(1 - random()) / lunch.rate) * 1_000;
    if (looksAt >= length) return;
    if (random() >= lunchCurve(looksAt / length)) continue;
    yield {
      looksAt,
      ordersAt: looksAt + delay(THINK_MS * pace, random),
      person: Math.floor(random() * lunch.people),
      dishes: drawDishes(lunch, random),
      ...drawEnding(lunch, pace, random),
      looksAgain: random() < SHARE_LOOKS_AGAIN,
      tapsTwice: random() < SHARE_TAPS_TWICE,
    };
  }
}

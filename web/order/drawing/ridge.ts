/** A point of the drawing, in the units of its 240 × 150 view box. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const LEFT = 26;
const RIGHT = 214;
const TOP = 74;
const SAG = 11;

/** The middle line of the sausage, which sags a little: everything lies along it. `t` from 0 to 1. */
export const ridge = (t: number, lift = 0): Point => ({
  x: LEFT + (RIGHT - LEFT) * t,
  y: TOP + 4 * SAG * t * (1 - t) - lift,
});

const round = (value: number): string => value.toFixed(1);

/** An SVG path along the ridge from `from` to `to`, raised by `lift`. */
export const alongRidge = (from: number, to: number, lift: number): string => {
  const start = ridge(from, lift);
  const end = ridge(to, lift);
  // Control point of the quadratic Bézier curve that a piece of a parabola is.
  const y = TOP + 2 * SAG * (from + to - 2 * from * to) - lift;
  return `M${round(start.x)} ${round(start.y)}Q${round((start.x + end.x) / 2)} ${round(y)} ${round(end.x)} ${round(end.y)}`;
};

/** A smooth line that swings `height` up and down around the ridge, `swings` times. */
export const waveAlongRidge = (
  from: number,
  to: number,
  lift: number,
  height: number,
  swings: number,
): string => {
  const steps = swings * 8;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    const { x, y } = ridge(from + (to - from) * share, lift);
    return `${round(x)} ${round(y + height * Math.sin(share * swings * 2 * Math.PI))}`;
  });
  return `M${points.join('L')}`;
};

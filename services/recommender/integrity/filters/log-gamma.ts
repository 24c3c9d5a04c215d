/** Lanczos' approximation with g = 7 and nine terms (Godfrey 2001): fifteen digits for arguments over 0.5. */
const G = 7;
const TERMS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const FIRST_TERM = 0.9999999999998099;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln Γ(x) for x of at least 0.5. */
export const logGamma = (x: number): number => {
  const base = x + G - 0.5;
  const series = TERMS.reduce((sum, term, index) => sum + term / (x + index), FIRST_TERM);
  return HALF_LOG_TWO_PI + (x - 0.5) * Math.log(base) - base + Math.log(series);
};

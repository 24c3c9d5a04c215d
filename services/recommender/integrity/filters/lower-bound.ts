import { ONE } from '../policy.ts';

/** One-sided 97.5 %: a share is only held against somebody where it is hardly chance. */
const Z = 1.96;

/**
 * Wilson's lower bound of a share, in millionths: 1 of 1 gives 206,543, 50 of 50 gives 928,649. So one
 * unlucky newcomer is not suspicious. Wilson (1927); Agresti & Coull (1998).
 */
export const lowerBound = (part: number, whole: number): number => {
  if (whole === 0) return 0;
  const share = part / whole;
  const spread = Z * Math.sqrt((share * (1 - share)) / whole + (Z * Z) / (4 * whole * whole));
  return Math.max(0, Math.floor((ONE * (share + (Z * Z) / (2 * whole) - spread)) / (1 + (Z * Z) / whole)));
};

import { type Judgement, movedBy } from '../integrity/lockstep/judge-groups.ts';
import { ONE, type Policy } from '../integrity/policy.ts';
import type { Place } from '../models/places.ts';

/** What hostile accounts can do to an item besides voting for it: have its supporters demoted, or others come back. */
export interface Framing {
  /** Votes, in millionths, whose demotion e hostile accounts can bring about or undo at most. */
  movedBy(accounts: number): number;
}

/** Rounding of the sums of votes and of the cap, in millionths. */
const ROUNDING = 4;

/** The framing that is possible beyond what groups have been judged. */
export const framingOf = (
  policy: Policy,
  { risen, candidates }: Pick<Judgement, 'risen' | 'candidates'>,
): Framing => ({
  movedBy: (accounts) => movedBy(accounts, risen, candidates, policy) * ONE,
});

/** A vote that changes pools takes ρ of itself of the newcomer cap along. */
const withCap = (votes: number, { newcomers }: Policy): number =>
  votes === 0 ? 0 : Math.ceil((votes * (ONE + newcomers.share)) / ONE) + ROUNDING;

/** What of an item's score e hostile accounts can have withdrawn. */
export const withdrawable = (
  { onProbation }: Pick<Place, 'onProbation'>,
  votes: number,
  policy: Policy,
): number => withCap(Math.min(onProbation, votes), policy);

/** What demoted accounts can add to an item's score once they are back. */
export const returnable = ({ demoted }: Pick<Place, 'demoted'>, votes: number, policy: Policy): number =>
  withCap(Math.min(demoted, votes), policy);

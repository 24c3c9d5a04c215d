import type { ModelName } from '../../contracts/http/answers.ts';
import type { Policy } from '../integrity/policy.ts';
import type { Tally } from '../votes/tally.ts';
import type { VoteIndex } from '../votes/vote-index.ts';

/** What every model may read: one state at one position, brought up to its day. */
export interface ModelInput {
  readonly tally: Tally;
  readonly index: VoteIndex;
  readonly policy: Policy;
  readonly accounts: number;
  readonly items: number;
  /** By item: units ever placed, cancelled ones too. */
  readonly unitsPlaced: Float64Array;
}

/** For whom, or for what: interned account or item. */
export interface Subject {
  readonly account?: number | undefined;
  readonly item?: number | undefined;
}

/** Sums of votes by item, in millionths of a vote. Arrays hold at least `items` entries. */
export interface VoteSums {
  readonly established: Float64Array;
  readonly newcomers: Float64Array;
  /** The part of `established` that others could have demoted, and of `newcomers` that they could bring back. */
  readonly onProbation: Float64Array;
  readonly demoted: Float64Array;
}

/** The parts of the one form of score: S = own + established + min(newcomers, ρ·established + ε). */
export interface Scores extends VoteSums {
  /** What the order rests on, which may be simpler than the model's name. */
  readonly basis: ModelName;
  readonly own: Float64Array | undefined;
  /** How many accounts' votes are in an item's score. */
  supporters(item: number): number;
  /** False where one account can add without bound: then nothing is certified. */
  readonly isBounded: boolean;
}

/** A model is one file with one of these. Pure: the same input and subject give the same scores. */
export interface Model {
  readonly name: ModelName;
  readonly version: string;
  score(input: ModelInput, subject: Subject): Scores;
}

/** Fixed point: scores, votes, shares and weights are integers in millionths. */
export const ONE = 1_000_000;

/**
 * The versioned parameters of votes, standing and models, named by the digest of their content.
 * Shares and votes in millionths, times in whole days; `null` means without end.
 */
export interface Policy {
  readonly version: 1;
  readonly standing: {
    /** T: days with a fulfilled order that make an account established … */
    readonly days: number;
    /** … A: if the first is at least this many days ago. */
    readonly age: number;
    /** Below this many established accounts the shop is new: the newcomer cap is waived. */
    readonly minimumEstablished: number;
  };
  readonly newcomers: {
    /** ρ: what newcomers add to an item, at most, as a share of what established accounts give it … */
    readonly share: number;
    /** … plus ε votes, so that a new item can be seen at all. */
    readonly allowance: number;
  };
  readonly votes: {
    /** Distinct days that make a full vote. */
    readonly saturationDays: number;
    readonly halfLifeDays: number | null;
    /** B: the sum of an account's votes. */
    readonly budget: number | null;
  };
  readonly peers: {
    /** m: likeness above this counts no more. */
    readonly clip: number;
    /** q: how much nearer accounts count more; a small integer. */
    readonly power: number;
    /** The least likeness of any two accounts: fills a list where peers are few. */
    readonly floor: number;
  };
  /** Votes that an account's own full vote is worth in its own list. */
  readonly ownWeight: number;
}

export const defaultPolicy: Policy = {
  version: 1,
  standing: { days: 5, age: 14, minimumEstablished: 20 },
  newcomers: { share: 100_000, allowance: ONE },
  votes: { saturationDays: 3, halfLifeDays: 90, budget: 50 * ONE },
  peers: { clip: 200_000, power: 3, floor: 1_000 },
  ownWeight: 10 * ONE,
};

import type { Answer } from '../../contracts/http/answers.ts';
import type { Standing } from '../../contracts/http/accounts.ts';
import { accountRowOf } from '../accounts/describe-account.ts';
import { computeAnswer, rankFor } from '../answers/compute-answer.ts';
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import { fingerprintOf } from '../fingerprints/fingerprint-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { hashSample } from './hash-sample.ts';

/** Accounts whose lists are compared, and how long the lists are. */
const SAMPLE = 200;
export const LIST_LIMIT = 5;
/** So many accounts are looked at before others get the thread: about 2 ms. */
const SLICE = 1_000;

type ListedItem = { readonly itemId: string; readonly name?: string };

export interface SampledList {
  readonly accountId: string;
  readonly items: readonly ListedItem[];
  /** Accounts that it takes to change the list, and its places that no newcomer changes. */
  readonly set: number;
  readonly newcomerProof: number;
}

/** What a state amounts to under its policy: what a dry run compares. */
export interface Profile {
  readonly policy: string;
  readonly digest: string;
  readonly isWaived: boolean;
  /** By interned account; both profiles of a dry run have the same accounts. */
  readonly standings: readonly Standing[];
  /** Accounts by reason code. */
  readonly evidence: ReadonlyMap<string, number>;
  /** By item: its score in the popular ranking. */
  readonly scores: ReadonlyMap<string, number>;
  readonly lists: readonly SampledList[];
  readonly fingerprint: Fingerprint;
}

/** The accounts whose lists are compared: of those that have taken something home. See `hashSample`. */
export const sampleOf = (
  { accounts, ballots }: RecommenderState,
  salt: string,
): Generator<undefined, readonly string[]> => {
  const customers = accounts.names().filter((_, account) => (ballots.dayCount.data[account] ?? 0) > 0);
  return hashSample(customers, salt, SAMPLE);
};

const listOf = (accountId: string, { items, certificate }: Answer): SampledList => ({
  accountId,
  items: items.map(({ itemId, name }) => ({ itemId, ...(name !== undefined && { name }) })),
  set: certificate.set,
  newcomerProof: items.filter((item) => item.certificate.newcomerProof).length,
});

const popularScores = (state: RecommenderState): ReadonlyMap<string, number> => {
  const { places } = rankFor(state, 'popular', { kind: 'popular', limit: LIST_LIMIT });
  return new Map(places.inNoOrder().map(({ item, score }) => [state.items.nameOf(item), score]));
};

/**
 * Takes the profile of a state that nobody else changes, and yields wherever somebody else may have the thread.
 * Lists are those of `peers`, whatever the flags say: it is the model that a policy has most to say about.
 */
export function* profileOf(
  state: RecommenderState,
  sample: readonly string[],
): Generator<undefined, Profile> {
  const digest = yield* state.digestInSteps();
  const standings: Standing[] = [];
  const evidence = new Map<string, number>();
  for (let account = 0; account < state.accounts.size; account++) {
    const row = accountRowOf(state, account);
    standings.push(row.standing);
    for (const { code } of row.evidence) evidence.set(code, (evidence.get(code) ?? 0) + 1);
    if (account % SLICE === SLICE - 1) yield;
  }
  const scores = popularScores(state);
  const lists: SampledList[] = [];
  for (const accountId of sample) {
    yield;
    const question = { kind: 'recommendations', accountId, limit: LIST_LIMIT } as const;
    lists.push(listOf(accountId, computeAnswer(state, 'peers', question, 'dry-run')));
  }
  const { isWaived } = state.tally;
  const fingerprint = fingerprintOf(state);
  return { policy: state.policyDigest, digest, isWaived, standings, evidence, scores, lists, fingerprint };
}

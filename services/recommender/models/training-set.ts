import { createHash } from 'node:crypto';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { VoteIndex } from '../votes/vote-index.ts';
import { CELLS, cellOf } from './groups/account-groups.ts';
import { type PackedSet, packSet } from './packed-set.ts';

/**
 * The most accounts of a cell in a training set, and the most items of an account: 24,000 accounts in all. Beyond that a
 * set has those of each cell with the least salted hashes, so one account that comes pushes out one of its own cell (and
 * so of its own group) at most, and of each account the items with most votes.
 */
const MOST_IN_CELL = 200;
const MOST_ITEMS_OF_ACCOUNT = 500;
/** So many accounts are looked at, and so many rows collected, before others get the thread. */
const SLICE = 500;
const ROWS = 100;

interface Member {
  readonly account: number;
  readonly accountId: string;
  readonly key: string;
}

/**
 * May an account be learnt from? It is established, trusted as a peer, and past its probation: so nobody else can have it
 * demoted, or bring it back (`judgeGroups`), and what is in the set is each account's own doing.
 */
export const mayBeLearntFrom = ({ tally }: Pick<RecommenderState, 'tally'>, account: number): boolean =>
  tally.standing(account) === 'established' &&
  !tally.poolsOf(account).includes('onProbation') &&
  tally.isPeer(account);

/** Forgets those beyond the least keys. */
const sample = (cell: Member[]): void => {
  cell.sort((a, b) => (a.key < b.key ? -1 : 1)).splice(MOST_IN_CELL);
};

function* membersOf(state: RecommenderState): Generator<undefined, readonly Member[]> {
  const salt = state.policyDigest;
  const cells: Member[][] = Array.from({ length: CELLS }, () => []);
  for (let account = 0; account < state.accounts.size; account++) {
    if (account % SLICE === SLICE - 1) yield;
    if (!mayBeLearntFrom(state, account)) continue;
    const accountId = state.accounts.nameOf(account);
    const key = createHash('sha256').update(`sample\t${salt}\t${accountId}`).digest('hex');
    const cell = cells[cellOf(accountId, salt)]!;
    cell.push({ account, accountId, key });
    // However many accounts there are, few are held, and they are sorted few at a time.
    if (cell.length === 2 * MOST_IN_CELL) sample(cell);
  }
  for (const cell of cells) sample(cell);
  yield;
  return cells.flat().sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

type Vote = readonly [item: number, vote: number];

interface Collecting {
  readonly state: RecommenderState;
  readonly index: VoteIndex;
}

/** An account's votes in millionths by item, those that count. */
const votesOf = ({ state, index }: Collecting, account: number): readonly Vote[] => {
  const votes: Vote[] = [];
  index.votesOf(account, (item, vote) => {
    votes.push([item, vote]);
  });
  if (votes.length <= MOST_ITEMS_OF_ACCOUNT) return votes;
  const nameOf = (item: number) => state.items.nameOf(item);
  votes.sort(([a, x], [b, y]) => y - x || (nameOf(a) < nameOf(b) ? -1 : 1));
  return votes.slice(0, MOST_ITEMS_OF_ACCOUNT);
};

/**
 * What a model may learn from at a state's position: the votes of each account that is established beyond what others
 * can do to it. Yields wherever others may have the thread; nobody may fold on meanwhile. The same position and policy
 * give the same set, whatever the order of arrival.
 */
export function* trainingSetOf(state: RecommenderState): Generator<undefined, PackedSet> {
  state.recount();
  yield;
  const collecting = { state, index: state.refresh().index };
  yield;
  const members = yield* membersOf(state);
  const rows: { accountId: string; votes: readonly Vote[] }[] = [];
  for (const [index, { account, accountId }] of members.entries()) {
    const votes = votesOf(collecting, account);
    if (votes.length > 0) rows.push({ accountId, votes });
    if (index % ROWS === ROWS - 1) yield;
  }
  const { position, policyDigest, today = 0 } = state;
  return yield* packSet({ position, policyDigest, today }, rows, (item) => state.items.nameOf(item));
}

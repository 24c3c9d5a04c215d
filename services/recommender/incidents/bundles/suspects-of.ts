import type { IncidentBundle } from '../../../contracts/incident-bundle.ts';
import { describeEvidence } from '../../accounts/describe-evidence.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';

type Suspect = IncidentBundle['suspects'][number];

const DAYS = 7;
/** So many accounts are looked at, those that ordered last first; so many are told. */
const LOOKED_AT = 3_000;
const TOLD = 200;
/** Others have the thread after so many: about 5 ms. */
const SLICE = 50;

const lastToOrder = ({ days, book, today = 0 }: RecommenderState): ReadonlySet<number> => {
  const accounts = new Set<number>();
  for (let day = today; day > today - DAYS; day--) {
    for (const order of days.on(day).toReversed()) {
      if (accounts.size >= LOOKED_AT) return accounts;
      accounts.add(book.accountOf(order));
    }
  }
  return accounts;
};

const suspectOf = (state: RecommenderState, account: number): Suspect | undefined => {
  const standing = state.tally.standing(account);
  const evidence = describeEvidence(state, account).map(({ evidence: { code, strength } }) => ({
    code,
    strength,
  }));
  if (evidence.length === 0 && standing !== 'demoted' && standing !== 'quarantined') return undefined;
  const votes = state.tally.voteSum.data[account] ?? 0;
  return { accountId: state.accounts.nameOf(account), standing, votes, evidence };
};

/** Accounts that ordered in the last week and are of lowered standing or have evidence against them, strongest first. */
export function* suspectsOf(state: RecommenderState): Generator<undefined, Suspect[]> {
  state.recount();
  const found: Suspect[] = [];
  let looked = 0;
  for (const account of lastToOrder(state)) {
    const suspect = suspectOf(state, account);
    if (suspect) found.push(suspect);
    if (++looked % SLICE === 0) yield;
  }
  const strength = ({ evidence }: Suspect) => evidence[0]?.strength ?? 0;
  return found.sort((a, b) => strength(b) - strength(a)).slice(0, TOLD);
}

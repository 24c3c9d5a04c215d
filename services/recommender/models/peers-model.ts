import { ONE } from '../integrity/policy.ts';
import { likenessUnits } from '../votes/tally.ts';
import type { Model } from './model.ts';
import { peerVotes } from './peer-votes.ts';
import { popularModel } from './popular-model.ts';

/**
 * Accounts vote in proportion to a clipped likeness with you:
 * S_u(i) = own + Σ_{a≠u} (floor + (1 − floor)·g(a,u))·v_a(i), g = (min(cos, m)/m)^q.
 * `own` is your own vote times the policy's weight: no attacker reaches it. An account without settled
 * history gets `popular`'s order, and the basis says so.
 */
export const peersModel: Model = {
  name: 'peers',
  version: '1',
  score: (input, subject) => {
    const { account } = subject;
    const popular = popularModel.score(input, subject);
    const taste = new Map<number, number>();
    const own = new Float64Array(input.items);
    if (account !== undefined) {
      input.index.votesOf(account, (item, vote) => {
        taste.set(item, likenessUnits(vote));
        own[item] = Math.floor((vote * input.policy.ownWeight) / ONE);
      });
    }
    if (taste.size === 0) return popular;
    return { basis: 'peers', own, isBounded: true, ...peerVotes(input, taste, account, popular) };
  },
};

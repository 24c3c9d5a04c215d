import { ONE } from '../integrity/policy.ts';
import { likenessUnits } from '../votes/tally.ts';
import type { Model } from './model.ts';
import { peerVotes } from './peer-votes.ts';
import { popularModel } from './popular-model.ts';

/** `peers` with an item in the place of the account: who likes this, likes that. */
export const relatedModel: Model = {
  name: 'related',
  version: '1',
  score: (input, { item }) => {
    const taste = new Map(item === undefined ? [] : [[item, likenessUnits(ONE)]]);
    const popular = popularModel.score(input, {});
    return {
      basis: 'related',
      own: undefined,
      isBounded: true,
      ...peerVotes(input, taste, undefined, popular),
    };
  },
};

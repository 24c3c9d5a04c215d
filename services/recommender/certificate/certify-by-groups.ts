import type { RankedItem } from '../models/apart-model.ts';
import { votesIn } from '../models/groups/count-ballots.ts';
import type { ItemCertificate } from './certificate.ts';

/**
 * Certificates of the first `limit` places of a list that groups of accounts voted for (`groupedModel`).
 *
 * Let s_1 ≥ s_2 ≥ … be the votes of all items (0 for those that nobody voted for: an attacker can order a new one), N the
 * length of the list, ties against us. Item j leaves the list only if N other items end with at least as many votes as
 * it. Who turns t groups has each of them vote for whatever he likes: j loses at most one vote a group and any other item
 * gains at most one, all of them at once, since a ballot has N places. So in the end j has at least s_j − t votes and
 * another item i at most s_i + t: N others reach j only if the N-th largest of the others does, and for an item of the
 * list that is s_{N+1}: s_{N+1} + t ≥ s_j − t. Hence fewer than
 *   t_j = max(1, ceil((s_j − s_{N+1}) / 2))
 * groups don't remove it, wherever in the list it is. It is tight where t_j groups voted for j and for none of the N
 * items that are to pass it.
 *
 * What the asking account's history adds to each ballot is its own: nobody else reaches it, and it is there whether anybody
 * else ever took the item or not. An account is in one group, by a hash of its id alone, so e accounts turn at most e groups, whether they come new, are
 * taken over, or leave: e_j = t_j. Framing adds nothing: a training set has no account that others could have demoted or
 * bring back (`trainingSetOf`). Newcomers aren't in it either, so all e_j must be established, and no number of newcomers
 * changes anything.
 *
 * Levine & Feizi, Deep Partition Aggregation (ICLR 2021), Theorem 1, for a list in the place of a class: there the
 * runner-up must pass one winner (swing 2), here N others must pass j.
 * @param items best first, with at least one place after the list where there is one
 */
export const certifyByGroups = (items: readonly RankedItem[], limit: number): readonly ItemCertificate[] => {
  const next = items[limit];
  const outside = next ? votesIn(next) : 0;
  return items.slice(0, limit).map((item) => {
    const accounts = Math.max(1, Math.ceil((votesIn(item) - outside) / 2));
    return { accounts, established: accounts, newcomerProof: true };
  });
};

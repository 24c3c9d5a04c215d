import type { Question } from '../../contracts/http/answers.ts';
import type { getCertificate } from '../../contracts/http/answers.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { certificatesOf, type Ranking } from '../answers/compute-answer.ts';
import type { Place } from '../models/places.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { accountsToPass, type Bounds, type ItemCertificate, priceOf } from './certificate.ts';

/** Rivals shown beyond the list. */
const SHOWN_BELOW = 7;
const OUTSIDE: ItemCertificate = { accounts: 0, established: 0, newcomerProof: false };

type Explained = ReplyOf<typeof getCertificate>;

const rankingOf = (
  state: RecommenderState,
  places: readonly Place[],
  mine: Place | undefined,
  bounds: Bounds,
): Explained['ranking'] =>
  places.map((place, index) => {
    const name = state.catalogue.nameOf(place.item);
    return {
      itemId: state.items.nameOf(place.item),
      ...(name !== undefined && { name }),
      rank: index + 1,
      score: place.score,
      parts: { own: place.own, established: place.established, newcomers: place.newcomers },
      gap: mine ? Math.max(0, mine.score - place.score) : 0,
      accountsToPass: mine ? accountsToPass(mine, place, bounds) : 0,
    };
  });

/** What it takes to push an item out of the first `limit` of a ranking, rival by rival. */
export const explainCertificate = (
  state: RecommenderState,
  ranking: Ranking,
  itemId: string,
  { limit }: Question,
): Explained => {
  const places = ranking.places.inOrder();
  const index = places.findIndex(({ item }) => state.items.nameOf(item) === itemId);
  const mine = places[index];
  const certificate = certificatesOf(ranking, limit)[index] ?? OUTSIDE;
  const cheapestOrder = ranking.scores.isBounded ? state.catalogue.cheapest() : 0;
  const item = state.items.find(itemId);
  const name = item === undefined ? undefined : state.catalogue.nameOf(item);
  return {
    position: state.position,
    itemId,
    ...(name !== undefined && { name }),
    ...(mine && { rank: index + 1 }),
    score: mine?.score ?? 0,
    waived: ranking.isWaived,
    inList: index >= 0 && index < limit,
    accounts: certificate.accounts,
    newcomerProof: certificate.newcomerProof,
    price: priceOf(certificate, cheapestOrder, state.policy),
    cheapestOrder,
    ranking: rankingOf(
      state,
      places.slice(0, Math.max(limit, index + 1) + SHOWN_BELOW),
      mine,
      ranking.bounds,
    ),
  };
};

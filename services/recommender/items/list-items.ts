import type { listItems } from '../../contracts/http/overview.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { rankFor } from '../answers/compute-answer.ts';
import { pageOf } from '../paging/page-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

type ItemRow = ReplyOf<typeof listItems>['rows'][number];

/** A page of items in the order of popularity; unscored and sold-out ones follow, by id. */
export const itemPage = (
  state: RecommenderState,
  query: QueryOf<typeof listItems>,
): ReplyOf<typeof listItems> => {
  const { places, scores } = rankFor(state, 'popular', { kind: 'popular', limit: 1 });
  const ranked = new Map(
    places.inOrder().map(({ item, score }, index) => [item, { rank: index + 1, score }]),
  );
  const names = state.items.names();
  const wanted = query.search?.toLowerCase() ?? '';
  const rest = [...names.keys()]
    .filter((item) => !ranked.has(item))
    .sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const found = [...ranked.keys(), ...rest].filter((item) =>
    `${names[item]!}\n${state.catalogue.nameOf(item) ?? ''}`.toLowerCase().includes(wanted),
  );
  const { rows, ...page } = pageOf(found, query);
  const rowOf = (item: number): ItemRow => {
    const name = state.catalogue.nameOf(item);
    return {
      itemId: names[item]!,
      ...(name !== undefined && { name }),
      ...(ranked.get(item) ?? { score: 0 }),
      supporters: scores.supporters(item),
      raw: state.overview.totals.raw.of(item),
      soldOut: state.catalogue.isSoldOut(item),
    };
  };
  return { ...page, rows: rows.map(rowOf) };
};

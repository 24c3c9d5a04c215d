import { type Place, Places } from '../../services/recommender/models/places.ts';

const columnOf = (places: readonly Place[], of: (place: Place) => number): Float64Array => {
  const column = new Float64Array(Math.max(-1, ...places.map(({ item }) => item)) + 1);
  for (const place of places) column[place.item] = of(place);
  return column;
};

/** Places as they are given, of what isn't said nothing; item 8 has the id `i-8`. */
export const placesWith = (given: readonly (Pick<Place, 'item' | 'score'> & Partial<Place>)[]): Places => {
  const places = given.map((place): Place => {
    const { score } = place;
    const sums = { own: 0, established: score, newcomers: 0, low: score, high: score };
    return { ...sums, onProbation: 0, demoted: 0, step: 1, ...place };
  });
  const byItem = new Map(places.map((place) => [place.item, place]));
  return new Places({
    items: places.map(({ item }) => item),
    columns: {
      score: columnOf(places, ({ score }) => score),
      high: columnOf(places, ({ high }) => high),
      step: columnOf(places, ({ step }) => step),
      demoted: columnOf(places, ({ demoted }) => demoted),
    },
    placeOf: (item) => byItem.get(item)!,
    nameOf: (item) => `i-${item}`,
  });
};

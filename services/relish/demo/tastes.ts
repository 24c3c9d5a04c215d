/** What a simulated person likes, and how much more than the next thing. */
export interface Taste {
  readonly favourites: readonly { readonly itemId: string; readonly weight: number }[];
}

/** Who likes one of these likes the others too: without such circles there is nothing personal to recommend. */
const circles: readonly (readonly string[])[] = [
  ['mac-11', 'chili-4', 'sonoran-7', 'truffle-16', 'breakfast-15'],
  ['new-york-3', 'chicago-2', 'kraut-5', 'danish-10', 'breakfast-15'],
  ['seoul-6', 'banh-mi-12', 'hawaii-13', 'sonoran-7'],
  ['carrot-9', 'falafel-14', 'kraut-5', 'banh-mi-12'],
];

/** What is liked across all circles, and by what share of the people. */
const crowdPleasers = [
  { itemId: 'bcpcc-8', share: 0.75 },
  { itemId: 'classic-1', share: 0.45 },
];

/** The items that simulated people know; a test holds them against the menu. */
export const tastedItems: ReadonlySet<string> = new Set([
  ...circles.flat(),
  ...crowdPleasers.map(({ itemId }) => itemId),
]);

const shuffled = (items: readonly string[], random: () => number): string[] =>
  items
    .map((itemId) => ({ itemId, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ itemId }) => itemId);

/** Draws 3 to 5 favourites: the crowd's that this person shares, the rest from one circle. */
export const drawTaste = (random: () => number): Taste => {
  const circle = circles[Math.floor(random() * circles.length)] ?? [];
  const shared = crowdPleasers.filter(({ share }) => random() < share).map(({ itemId }) => itemId);
  const known = [...shared, ...shuffled(circle, random)].slice(0, 3 + Math.floor(random() * 3));
  return {
    favourites: shuffled(known, random).map((itemId, place) => ({ itemId, weight: 1 / (place + 1) })),
  };
};

/** Draws one of the favourites, the most liked most often. */
export const drawFavourite = ({ favourites }: Taste, random: () => number): string | undefined => {
  const total = favourites.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  return favourites.find(({ weight }) => (left -= weight) < 0)?.itemId;
};

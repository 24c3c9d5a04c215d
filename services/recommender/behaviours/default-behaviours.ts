import type { BehaviourDocument } from '../../contracts/http/behaviours.ts';

/** What holds of a list that is made as it should be, whatever the shop. Checked until somebody says otherwise. */
export const defaultBehaviours: readonly BehaviourDocument[] = [
  {
    id: 'favourites-are-seen',
    statement: 'Who took an item home on three days of the last month sees it in the top 5',
    kind: 'favourite-in-top',
    days: 3,
    within: 30,
    top: 5,
    tolerance: 100_000,
  },
  {
    id: 'nothing-sold-out',
    statement: 'No list offers what is sold out',
    kind: 'sold-out-never-listed',
    tolerance: 0,
  },
  {
    id: 'always-certified',
    statement: 'Once the shop is no longer new, every item of a list has a certificate',
    kind: 'always-certified',
    accounts: 1,
    tolerance: 0,
  },
  {
    id: 'histories-matter',
    statement: 'Two different histories give two different lists',
    kind: 'different-histories-different-lists',
    top: 5,
    tolerance: 250_000,
  },
];

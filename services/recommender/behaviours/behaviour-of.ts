import type { BehaviourDocument } from '../../contracts/http/behaviours.ts';
import type { Behaviour } from './behaviour.ts';
import { alwaysCertified } from './kinds/always-certified.ts';
import { differentHistoriesDifferentLists } from './kinds/different-histories-different-lists.ts';
import { favouriteInTop } from './kinds/favourite-in-top.ts';
import { neverFirst } from './kinds/never-first.ts';
import { neverListed } from './kinds/never-listed.ts';
import { soldOutNeverListed } from './kinds/sold-out-never-listed.ts';

/** The check that a document asks for. Add a kind: its words in the contracts, one file, and a line here. */
export const behaviourOf = (document: BehaviourDocument): Behaviour => {
  switch (document.kind) {
    case 'favourite-in-top':
      return favouriteInTop(document);
    case 'sold-out-never-listed':
      return soldOutNeverListed();
    case 'always-certified':
      return alwaysCertified(document);
    case 'different-histories-different-lists':
      return differentHistoriesDifferentLists(document);
    case 'never-first':
      return neverFirst(document);
    case 'never-listed':
      return neverListed(document);
  }
};

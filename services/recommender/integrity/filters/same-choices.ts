import { type Filter, reported } from '../filter.ts';
import { ONE } from '../policy.ts';

const NAMED = 10;

/**
 * An account whose set of items coincides with others' sets far beyond what popularity explains, whenever they took
 * them: with J the Jaccard likeness of two sets, items weighed by how few took them (Chum, Philbin & Zisserman 2008),
 * E = Σ J² over all others is how many of them are to be expected in the account's group by two rows of min-hashes
 * (Broder 1997; as in lockstep, with items in the place of items in their minutes). Strength E/(1 + E): one account
 * with the very same items gives a half, which may be a couple. The default threshold of .6 is E = 1.5.
 *
 * It only tells: whoever copies an account's items makes it look like one of his own. Where there are few items, as
 * on a menu, all of them are popular, and nobody is noticed.
 */
export const sameChoices: Filter = ({ account, items }, crowd, policy) => {
  if (!crowd || !policy.filters['same-choices']) return undefined;
  const alike = crowd.alike(account);
  const [nearest] = alike;
  if (!nearest) return undefined;
  const expected = alike.reduce((sum, { likeness }) => sum + (likeness / ONE) ** 2, 0);
  return reported(
    {
      code: 'same-choices',
      strength: Math.floor((ONE * expected) / (1 + expected)),
      facts: {
        itemsTaken: items.length,
        accountsAlike: alike.length,
        nearestShares: nearest.items,
        nearestLikenessMillionths: nearest.likeness,
        identicalMillionths: Math.floor(ONE * expected),
      },
      accounts: alike.slice(0, NAMED).map((one) => one.account),
    },
    policy,
  );
};

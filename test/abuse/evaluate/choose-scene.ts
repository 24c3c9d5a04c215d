import { seeded, shuffled } from '../../builders/seeded.ts';
import type { Attack, Shop, Victim } from '../attacks/attack.ts';
import { type CleanPicture, SHOWN } from './clean-picture.ts';

const SAMPLE = 60;
/** A target to push is bought by some and shown to few: it is drawn from here, by rank of buyers. */
const OBSCURE = { from: 0.4, to: 0.8 } as const;
/** A target to remove is one of so many best sellers. */
const BEST_SELLERS = 5;
const TASTE = 30;

/** What an attack is run against: the same for all recommenders. */
export interface Scene {
  readonly shop: Shop;
  readonly target: string;
  /** Honest accounts whose lists are looked at. */
  readonly audience: readonly string[];
}

/** Which place of the list is attacked: another with each seed, from the last to the first. */
const placeFor = (seed: number): number => SHOWN - 1 - ((2 * (seed - 1)) % SHOWN);

/** A victim with a taste of its own, if possible one whose item there needs more than one account. */
export const chooseVictim = (
  { relish: { relish }, shop }: CleanPicture,
  seed: number,
): Victim | undefined => {
  const index = placeFor(seed);
  const candidates = shuffled([...relish.answers], seed).flatMap(([accountId, answer]) => {
    const accounts = answer.items[index]?.certificate.accounts;
    const isFit = answer.basis === 'peers' && answer.items.length === SHOWN && !answer.certificate.waived;
    return isFit && accounts !== undefined ? [{ accountId, accounts }] : [];
  });
  const chosen = candidates.find(({ accounts }) => accounts > 1) ?? candidates[0];
  if (!chosen) return undefined;
  const { accountId, accounts } = chosen;
  return {
    accountId,
    limit: SHOWN,
    ranking: relish.places.get(accountId)!.map(({ itemId }) => itemId),
    taste: (shop.customers.find((customer) => customer.accountId === accountId)?.items ?? []).slice(-TASTE),
    index,
    accounts,
  };
};

const chooseTarget = ({ aim, name }: Attack, { items }: Shop, seed: number): string => {
  const random = seeded(seed);
  if (aim === 'nuke' || name === 'bulk-buyers') return items[(seed - 1) % BEST_SELLERS]!;
  const place = OBSCURE.from + (OBSCURE.to - OBSCURE.from) * random();
  return items[Math.floor(place * items.length)]!;
};

/** Target, audience and victim of one run: they follow from the seed. Undefined where there is nobody to attack. */
export const chooseScene = (picture: CleanPicture, attack: Attack, seed: number): Scene | undefined => {
  if (attack.aim !== 'evict') {
    const target = chooseTarget(attack, picture.shop, seed);
    const audience = shuffled([...picture.wanted.keys()], seed).slice(0, SAMPLE);
    return { shop: picture.shop, target, audience };
  }
  const victim = chooseVictim(picture, seed);
  if (!victim) return undefined;
  return {
    shop: { ...picture.shop, victim },
    target: victim.ranking[victim.index]!,
    audience: [victim.accountId],
  };
};

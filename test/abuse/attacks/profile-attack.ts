import { seeded } from '../../builders/seeded.ts';
import type { Attack, Parameters, Shop } from './attack.ts';
import { quickly } from './fake-crowd.ts';
import { campaign, fakes } from './hostile-orders.ts';

interface ProfileAttack extends Pick<Attack, 'name' | 'summary'>, Pick<Parameters, 'knowledge'> {
  /** The target in every order, or never. */
  readonly aim: 'push' | 'nuke';
  /** Asked once for the attack; it answers for each account what it takes beside the target. */
  profiles(shop: Shop, target: string, random: () => number): () => readonly string[];
}

/** A crowd of brand-new accounts whose orders add up to profiles: the form of most shilling attacks. */
export const profileAttack = ({ name, summary, aim, knowledge, profiles }: ProfileAttack): Attack => ({
  name,
  summary,
  aim,
  by: 'newcomers',
  size: (shop) => quickly(shop, knowledge),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    return campaign(fakes(name, parameters), shop, parameters, random, {
      profileOf: profiles(shop, target, random),
      always: aim === 'push' ? [target] : [],
    });
  },
});

/** What there is to fill a profile with, in the shop's order. */
export const withoutTarget = ({ items }: Shop, target: string): readonly string[] =>
  items.filter((itemId) => itemId !== target);

import { type Filter, reported } from '../filter.ts';
import { type OriginKind, originKinds } from '../origins.ts';
import { ONE } from '../policy.ts';

/** So many accounts behind one origin are a family's device, a shared flat's address, a street's network. */
const USUAL: Readonly<Record<OriginKind, number>> = { device: 3, address: 10, network: 40 };

/**
 * Many accounts behind one address, network or device: 1 − (usual + established)/accounts. Established accounts
 * behind an address vouch for it, since they are what an office looks like; a device isn't an office. It only tells:
 * an office behind one NAT is honest.
 */
export const crowdedOrigin: Filter = (profile, crowd, policy) => {
  if (!crowd) return undefined;
  let strength = 0;
  const facts: Record<string, number> = {};
  for (const kind of originKinds) {
    const crowds = profile.origins(kind).map((hash) => crowd.behind(kind, hash));
    for (const { accounts, established } of crowds) {
      const vouched = USUAL[kind] + (kind === 'device' ? 0 : established);
      if (accounts <= vouched) continue;
      strength = Math.max(strength, Math.floor(ONE * (1 - vouched / accounts)));
      facts[`${kind}Accounts`] = Math.max(facts[`${kind}Accounts`] ?? 0, accounts);
    }
  }
  return reported({ code: 'shared-origin', strength, facts }, policy);
};

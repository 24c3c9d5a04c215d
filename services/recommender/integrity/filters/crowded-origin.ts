import type { Behind } from '../crowd.ts';
import { type Filter, reported } from '../filter.ts';
import { type OriginKind, originKinds } from '../origins.ts';
import { ONE } from '../policy.ts';

/** So many accounts that come in a week are a family on one device, people in an office, a street's network. */
const IN_A_WEEK: Readonly<Record<OriginKind, number>> = { device: 3, address: 10, network: 40 };
/** And so many in all, whenever they came: a device is nobody's office. */
const IN_ALL: Readonly<Record<OriginKind, number>> = { device: 3, address: 40, network: 160 };

const beyond = (accounts: number, vouched: number): number =>
  accounts <= vouched ? 0 : Math.floor(ONE * (1 - vouched / accounts));

const strengthOf = (kind: OriginKind, { accounts, established, cameTogether }: Behind): number => {
  const vouching = kind === 'device' ? 0 : established;
  return Math.max(
    beyond(cameTogether, IN_A_WEEK[kind] + vouching),
    beyond(accounts, IN_ALL[kind] + vouching),
  );
};

/**
 * Many accounts behind one address, network or device: 1 − (usual + established)/accounts, of those that came within
 * a week of this one, and of all. An office fills up person by person; a farm is there at once. Established accounts
 * behind an address vouch for it, since they are what an office looks like; a device isn't an office. It only tells:
 * an office behind one NAT is honest.
 */
export const crowdedOrigin: Filter = (profile, crowd, policy) => {
  if (!crowd) return undefined;
  let strength = 0;
  const facts: Record<string, number> = {};
  for (const kind of originKinds) {
    for (const hash of profile.origins(kind)) {
      const behind = crowd.behind(kind, hash, profile.account);
      const found = strengthOf(kind, behind);
      if (found === 0) continue;
      strength = Math.max(strength, found);
      facts[`${kind}Accounts`] = Math.max(facts[`${kind}Accounts`] ?? 0, behind.accounts);
    }
  }
  return reported({ code: 'shared-origin', strength, facts }, policy);
};

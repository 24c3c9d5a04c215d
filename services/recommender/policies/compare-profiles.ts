import { standing as standings } from '../../contracts/http/accounts.ts';
import type { DryRunReport } from '../../contracts/http/policies.ts';
import { compareFingerprints } from '../fingerprints/compare-fingerprints.ts';
import { ONE } from '../integrity/policy.ts';
import { LIST_LIMIT, type Profile, type SampledList } from './profile.ts';

const ACCOUNTS_SHOWN = 50;
const ITEMS_SHOWN = 20;
const EXAMPLES_SHOWN = 8;

interface Pair<T> {
  readonly before: T;
  readonly after: T;
}
type Profiles = Pair<Profile>;

const both = <T>({ before, after }: Profiles, of: (profile: Profile) => T): { before: T; after: T } => ({
  before: of(before),
  after: of(after),
});

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

const compareStandings = (profiles: Profiles, accountIds: readonly string[]): DryRunReport['standings'] => {
  const { before, after } = profiles;
  const changed = accountIds.flatMap((accountId, account) => {
    const [was, is] = [before.standings[account]!, after.standings[account]!];
    return was === is ? [] : [{ accountId, before: was, after: is }];
  });
  return {
    counts: standings.options.map((standing) => ({
      standing,
      ...both(profiles, (profile) => profile.standings.filter((one) => one === standing).length),
    })),
    changed: changed.length,
    accounts: changed.sort((a, b) => byText(a.accountId, b.accountId)).slice(0, ACCOUNTS_SHOWN),
  };
};

const compareEvidence = (profiles: Profiles): DryRunReport['evidence'] => {
  const codes = new Set([...profiles.before.evidence.keys(), ...profiles.after.evidence.keys()]);
  return [...codes].sort().map((code) => ({
    code,
    ...both(profiles, ({ evidence }) => evidence.get(code) ?? 0),
  }));
};

const sumOf = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
};

/** Half the sum of all differences: the share of votes that would have to move. */
const compareShares = (
  profiles: Profiles,
  nameOf: (itemId: string) => string | undefined,
): DryRunReport['shares'] => {
  const totals = both(profiles, ({ scores }) => Math.max(1, sumOf(scores.values())));
  const shareOf = ({ scores }: Profile, itemId: string, total: number) =>
    Math.round(((scores.get(itemId) ?? 0) / total) * ONE);
  const itemIds = new Set([...profiles.before.scores.keys(), ...profiles.after.scores.keys()]);
  const moves = [...itemIds].map((itemId) => {
    const before = shareOf(profiles.before, itemId, totals.before);
    const after = shareOf(profiles.after, itemId, totals.after);
    return { itemId, before, after, moved: Math.abs(after - before) };
  });
  const largest = (move: Pair<number>) => Math.max(move.before, move.after);
  moves.sort((a, b) => b.moved - a.moved || largest(b) - largest(a) || byText(a.itemId, b.itemId));
  return {
    totalVariation: Math.min(ONE, Math.floor(sumOf(moves.map(({ moved }) => moved)) / 2)),
    items: moves.slice(0, ITEMS_SHOWN).map(({ itemId, before, after }) => {
      const name = nameOf(itemId);
      return { itemId, ...(name !== undefined && { name }), before, after };
    }),
  };
};

const overlapOf = ({ before, after }: Pair<SampledList>): number => {
  const longest = Math.max(before.items.length, after.items.length);
  if (longest === 0) return 1;
  const kept = new Set(after.items.map(({ itemId }) => itemId));
  return before.items.filter(({ itemId }) => kept.has(itemId)).length / longest;
};

const isChanged = ({ before, after }: Pair<SampledList>): boolean =>
  before.items.length !== after.items.length ||
  before.items.some(({ itemId }, place) => itemId !== after.items[place]!.itemId);

const pairsOf = ({ before, after }: Profiles): readonly Pair<SampledList>[] =>
  before.lists.map((list, index) => ({ before: list, after: after.lists[index]! }));

/** The lists that change most come first. */
const compareLists = (profiles: Profiles): DryRunReport['lists'] => {
  const pairs = pairsOf(profiles);
  const changed = pairs.filter(isChanged).sort((a, b) => overlapOf(a) - overlapOf(b));
  const overlap = pairs.length === 0 ? 1 : sumOf(pairs.map(overlapOf)) / pairs.length;
  return {
    sampled: pairs.length,
    limit: LIST_LIMIT,
    changed: changed.length,
    overlap: Math.round(overlap * ONE),
    examples: changed.slice(0, EXAMPLES_SHOWN).map(({ before, after }) => ({
      accountId: before.accountId,
      before: [...before.items],
      after: [...after.items],
    })),
  };
};

const compareCertificates = (profiles: Profiles): DryRunReport['certificates'] => {
  const sets = new Set([...profiles.before.lists, ...profiles.after.lists].map(({ set }) => set));
  const count = (of: (list: SampledList) => number) => both(profiles, ({ lists }) => sumOf(lists.map(of)));
  return {
    sets: [...sets]
      .sort((a, b) => a - b)
      .map((accounts) => ({ accounts, ...count(({ set }) => (set === accounts ? 1 : 0)) })),
    places: count(({ items }) => items.length),
    newcomerProof: count(({ newcomerProof }) => newcomerProof),
  };
};

const versionOf = ({ fingerprint: { items, effectiveAccounts, digest, newcomers } }: Profile) => {
  if (!newcomers) throw new Error('a version tells of its newcomers');
  return { items, effectiveAccounts, digest, newcomers };
};

const compareVersions = (profiles: Profiles): DryRunReport['fingerprints'] => ({
  ...both(profiles, versionOf),
  notable: compareFingerprints(profiles.before.fingerprint, profiles.after.fingerprint).notable,
});

/** Names that a report is written with; ids by interned account. */
export interface Names {
  readonly accountIds: readonly string[];
  readonly itemName: (itemId: string) => string | undefined;
}

/** What changes from one profile of the same facts to another: a function of the two and of nothing else. */
export const compareProfiles = (
  before: Profile,
  after: Profile,
  { accountIds, itemName }: Names,
): DryRunReport => {
  const profiles = { before, after };
  return {
    policies: both(profiles, ({ policy }) => policy),
    digests: both(profiles, ({ digest }) => digest),
    waived: both(profiles, ({ isWaived }) => isWaived),
    standings: compareStandings(profiles, accountIds),
    evidence: compareEvidence(profiles),
    shares: compareShares(profiles, itemName),
    lists: compareLists(profiles),
    certificates: compareCertificates(profiles),
    fingerprints: compareVersions(profiles),
  };
};

import { certifyByGroups } from '../../certificate/certify-by-groups.ts';
import type { ItemCertificate } from '../../certificate/certificate.ts';
import type { ApartModel, ModelRequest, RankedItem, TrainingSet } from '../apart-model.ts';
import { castBallot, Scratch, voterOf } from './ballot.ts';
import { countBallots, votesIn } from './count-ballots.ts';
import {
  decodeGrouped,
  encodeGrouped,
  type GroupedArtifact,
  takersIn,
  type TrainedGroup,
} from './grouped-artifact.ts';
import { type GroupRows, groupRowsOf, type ItemsOfAccount, keptByGroups } from './group-rows.ts';
import { indicatorsFrom, type Row } from './indicators.ts';

/** What makes a model of groups: how one group learns which items speak for which others. */
export interface Learner {
  readonly name: ApartModel['name'];
  readonly version: string;
  readonly parameters: {
    /** k: so many groups of accounts, a divisor of `CELLS`. */
    readonly groups: number;
    /** What an item is worth by itself for each day on which the account took it, in the unit of the weights … */
    readonly own: number;
    /** … up to so many days. */
    readonly ownDays: number;
    /** Items of a group, at most. */
    readonly items: number;
    readonly [parameter: string]: number;
  };
  /** By item: what it speaks for. Yields wherever others may have the thread. */
  learn(group: GroupRows): Generator<undefined, ReadonlyMap<number, Row>>;
}

function* trainGroup(
  learner: Learner,
  rows: readonly ItemsOfAccount[],
  size: number,
): Generator<undefined, TrainedGroup> {
  const group = groupRowsOf(rows, size);
  const indicators = indicatorsFrom(size, yield* learner.learn(group));
  return { accounts: rows.length, takers: group.takers, ...indicators };
}

function* trainAll(learner: Learner, set: TrainingSet): Generator<undefined, Uint8Array> {
  const { name, version, parameters } = learner;
  const { itemIds, groups: rows } = keptByGroups(set, parameters.groups, parameters.items);
  const groups: TrainedGroup[] = [];
  for (const mine of rows) {
    groups.push(yield* trainGroup(learner, mine, itemIds.length));
    yield;
  }
  return encodeGrouped({ name, version, parameters, itemIds, groups });
}

/** Numbers of the items that a request is about: those of the artifact, and behind them what nobody in it took. */
const numbersFor = (
  itemIds: readonly string[],
  known: ReadonlyMap<string, number>,
  history: ModelRequest['history'],
) => {
  const unknown = history.flatMap(({ itemId }) => (known.has(itemId) ? [] : [itemId]));
  const added = new Map(unknown.map((itemId, index) => [itemId, itemIds.length + index]));
  return {
    size: itemIds.length + unknown.length,
    find: (itemId: string) => known.get(itemId) ?? added.get(itemId),
    nameOf: (item: number) => itemIds[item] ?? unknown[item - itemIds.length]!,
  };
};

const answererOf = ({ itemIds, groups, parameters }: GroupedArtifact) => {
  const known = new Map(itemIds.map((itemId, index) => [itemId, index]));
  const voters = groups.map(voterOf);
  const scratch = new Scratch(itemIds.length);
  const { own = 0, ownDays = 0 } = parameters;
  return ({ history, limit, depth = 1, onlyNew, soldOut }: ModelRequest): readonly RankedItem[] => {
    const { size, find, nameOf } = numbersFor(itemIds, known, history);
    scratch.ensure(size);
    const excluded = new Set(soldOut.flatMap((itemId) => find(itemId) ?? []));
    const mine = history.map(({ itemId, days }) => ({
      item: find(itemId)!,
      own: own * Math.min(days, ownDays),
    }));
    if (onlyNew) for (const { item } of mine) excluded.add(item);
    const isExcluded = (item: number): boolean => excluded.has(item);
    const ballot = { history: mine, isExcluded, nameOf, places: limit };
    const ballots = voters.map((voter) => castBallot(voter, ballot, scratch));
    return countBallots(ballots, limit, nameOf).slice(0, limit + depth);
  };
};

/** What runs apart says how many groups voted for an item: more than there are, or fewer than none, is no such number. */
const certifyVotes =
  (groups: number) =>
  (items: readonly RankedItem[], limit: number): readonly ItemCertificate[] => {
    const isVotes = (votes: number) => votes >= 0 && votes <= groups;
    if (items.every((item) => isVotes(votesIn(item)))) return certifyByGroups(items, limit);
    throw new Error(`it says votes that ${groups} groups don't have`);
  };

/**
 * A model that is trained apart on groups of accounts, each of which votes for its best items (Deep Partition
 * Aggregation, Levine & Feizi 2021): what one account can move is the vote of its own group, see `certifyByGroups`.
 * Nothing that a group does may follow from another group's accounts, not even through a bound, or through which items
 * there are.
 */
export const groupedModel = (learner: Learner): ApartModel => ({
  name: learner.name,
  version: learner.version,
  parameters: learner.parameters,
  train: (set) => trainAll(learner, set),
  load(bytes) {
    const artifact = decodeGrouped(bytes);
    const isOurs = artifact.name === learner.name && artifact.version === learner.version;
    if (!isOurs) throw new Error(`The artifact is of ${artifact.name}, version ${artifact.version}.`);
    return answererOf(artifact);
  },
  takers: takersIn,
  certify: certifyVotes(learner.parameters.groups),
});

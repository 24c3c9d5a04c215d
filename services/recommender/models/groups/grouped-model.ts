import { certifyByGroups } from '../../certificate/certify-by-groups.ts';
import type { ApartModel, ModelRequest, RankedItem, TrainingSet } from '../apart-model.ts';
import { castBallot, Scratch, voterOf } from './ballot.ts';
import { countBallots } from './count-ballots.ts';
import { decodeGrouped, encodeGrouped, type GroupedArtifact, type TrainedGroup } from './grouped-artifact.ts';
import { type GroupRows, groupRowsOf, rowsByGroup } from './group-rows.ts';
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
  rows: readonly (readonly number[])[],
  size: number,
): Generator<undefined, TrainedGroup> {
  const group = groupRowsOf(rows, size, learner.parameters.items);
  const indicators = indicatorsFrom(size, yield* learner.learn(group));
  return { accounts: rows.length, takers: group.takers, ...indicators };
}

function* trainAll(learner: Learner, set: TrainingSet): Generator<undefined, Uint8Array> {
  const { name, version, parameters } = learner;
  const groups: TrainedGroup[] = [];
  for (const rows of rowsByGroup(set, parameters.groups)) {
    groups.push(yield* trainGroup(learner, rows, set.itemIds.length));
    yield;
  }
  return encodeGrouped({ name, version, parameters, itemIds: set.itemIds, groups });
}

const answererOf = ({ itemIds, groups, parameters }: GroupedArtifact) => {
  const numberOf = new Map(itemIds.map((itemId, index) => [itemId, index]));
  const voters = groups.map(voterOf);
  const scratch = new Scratch(itemIds.length);
  const numbersOf = (ids: readonly string[]): readonly number[] =>
    ids.flatMap((id) => numberOf.get(id) ?? []);
  const { own = 0, ownDays = 0 } = parameters;
  return ({ history, limit, onlyNew, soldOut }: ModelRequest): readonly RankedItem[] => {
    const mine = history.flatMap(({ itemId, days }) => {
      const item = numberOf.get(itemId);
      return item === undefined ? [] : [{ item, own: own * Math.min(days, ownDays) }];
    });
    const excluded = new Set([...numbersOf(soldOut), ...(onlyNew ? mine.map(({ item }) => item) : [])]);
    const ballot = { history: mine, isExcluded: (item: number) => excluded.has(item), places: limit };
    const ballots = voters.map((voter) => castBallot(voter, ballot, scratch));
    return countBallots(ballots, limit, (item) => itemIds[item]!).slice(0, limit + 1);
  };
};

/**
 * A model that is trained apart on groups of accounts, each of which votes for its best items (Deep Partition
 * Aggregation, Levine & Feizi 2021): what one account can move is the vote of its own group, see `certifyByGroups`.
 * Nothing that a group does may follow from another group's accounts, not even through a bound.
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
  certify: certifyByGroups,
});

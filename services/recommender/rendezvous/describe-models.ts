import type { Answer } from '../../contracts/http/answers.ts';
import type { LiveModelRow, listModels, ModelIdentity, Runs } from '../../contracts/http/rendezvous.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { ModelHealth } from './apart-handle.ts';
import { LADDER } from './ladder.ts';
import type { ModelFigures } from './model-figures.ts';

interface Described {
  readonly model: ModelIdentity;
  readonly runs: Runs;
  readonly state: ModelHealth;
}

interface Process {
  /** Since when it counts: ISO 8601. */
  readonly since: string;
  readonly unrecorded: number;
}

type ServedCount = { readonly servedBy: Answer['servedBy']; readonly requests: number };
const servedCounts = (entries: readonly [Answer['servedBy'], number][]): ServedCount[] =>
  entries.map(([servedBy, requests]) => ({ servedBy, requests }));

const rowOf = ({ model, runs, state }: Described, figures: ModelFigures): LiveModelRow => {
  const { rungs, roles, replacedBy, latency, agreement, served } = figures.of(model.name);
  return {
    ...{ model, runs, state, served },
    roles: roles.entries().map(([role, requests]) => ({ role, requests })),
    rungs: {
      ...{ by30: rungs.of('by30'), by40: rungs.of('by40'), by45: rungs.of('by45'), late: rungs.of('late') },
      ...{ failed: rungs.of('failed'), silent: rungs.of('silent'), skipped: rungs.of('skipped') },
    },
    replacedBy: servedCounts(replacedBy.entries()),
    latency: {
      ...{ count: latency.count, p50: latency.at(0.5), p90: latency.at(0.9) },
      ...{ p99: latency.at(0.99), max: latency.max },
    },
    agreement: [...agreement].map(([name, { overlap, order }]) => ({
      with: name,
      lists: overlap.count,
      overlap: overlap.mean,
      ...(order.count > 0 && { order: order.mean }),
    })),
  };
};

/** Every live model and what it did, as `GET /v1/models` has it. */
export const describeModels = (
  models: readonly Described[],
  figures: ModelFigures,
  { since, unrecorded }: Process,
): ReplyOf<typeof listModels> => {
  const served = servedCounts(figures.servedBy.entries());
  return {
    since,
    requests: served.reduce((sum, { requests }) => sum + requests, 0),
    ladder: LADDER,
    servedBy: [...served],
    unrecorded,
    models: models.map((model) => rowOf(model, figures)),
  };
};

import { writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { openEmbeddedEventLog } from '../../../../services/platform/event-log/embedded-event-log.ts';
import { defaultPolicy } from '../../../../services/recommender/integrity/policy.ts';
import { foldUpTo } from '../../../../services/recommender/replay/fold-up-to.ts';
import { RecommenderState } from '../../../../services/recommender/replay/recommender-state.ts';
import { draftSnapshot, packSnapshot } from '../../../../services/recommender/snapshots/encode-snapshot.ts';
import { quantile, secondsOf } from '../../bench-row.ts';
import type { recommenderFigures } from '../figures.ts';
import { logIn, snapshotIn } from './places.ts';
import { cpuSeconds, memory } from './process-figures.ts';
import { answerOne } from './sample-answers.ts';

const ANSWERS = 500;
const WARM_UP = 200;
const NEVER = new AbortController().signal;

const answerTimes = (state: RecommenderState, accounts: number): number[] =>
  Array.from({ length: WARM_UP + ANSWERS }, (_, index) => {
    const start = performance.now();
    answerOne(state, accounts, index, WARM_UP + ANSWERS);
    return performance.now() - start;
  }).slice(WARM_UP);

/** Leaves a snapshot, and its digest beside it. */
const keepSnapshot = async (state: RecommenderState, folder: string) => {
  const started = performance.now();
  const { bytes, digest } = await packSnapshot(await draftSnapshot(state, NEVER), NEVER);
  const snapshotSeconds = (performance.now() - started) / 1_000;
  await writeFile(snapshotIn(folder), bytes);
  await writeFile(`${snapshotIn(folder)}.digest`, digest);
  return { snapshotSeconds, snapshotBytes: bytes.length };
};

export const recommend = async (
  folder: string,
  accounts: number,
): Promise<z.infer<typeof recommenderFigures>> => {
  const started = performance.now();
  const cpuBefore = cpuSeconds();
  await using log = await openEmbeddedEventLog({ folder: logIn(folder) });
  const openSeconds = (performance.now() - started) / 1_000;
  const state = new RecommenderState(defaultPolicy, {});
  const foldSeconds = await secondsOf(async () => {
    await foldUpTo(log, state, log.head());
    state.recount();
  });
  const cpu = cpuSeconds() - cpuBefore;
  const times = answerTimes(state, accounts);
  const digestSeconds = await secondsOf(() => void state.digest());
  const answers = { answerP50: quantile(times, 0.5), answerP99: quantile(times, 0.99) };
  const figures = { openSeconds, foldSeconds, cpuSeconds: cpu, ...memory(), ...answers, digestSeconds };
  return { ...figures, ...(await keepSnapshot(state, folder)) };
};

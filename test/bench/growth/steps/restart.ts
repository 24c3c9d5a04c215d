import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { openEmbeddedEventLog } from '../../../../services/platform/event-log/embedded-event-log.ts';
import { defaultPolicy } from '../../../../services/recommender/integrity/policy.ts';
import { foldUpTo } from '../../../../services/recommender/replay/fold-up-to.ts';
import { RecommenderState } from '../../../../services/recommender/replay/recommender-state.ts';
import { decodeSnapshot } from '../../../../services/recommender/snapshots/decode-snapshot.ts';
import { restoreSnapshot } from '../../../../services/recommender/snapshots/restore-snapshot.ts';
import type { restartFigures } from '../figures.ts';
import { logIn, snapshotIn } from './places.ts';
import { memory } from './process-figures.ts';
import { answerOne } from './sample-answers.ts';

const NEVER = new AbortController().signal;

/** What a replica that finds a snapshot does: opens the log, restores, proves the digest, answers. */
export const restart = async (folder: string, accounts: number): Promise<z.infer<typeof restartFigures>> => {
  const started = performance.now();
  await using log = await openEmbeddedEventLog({ folder: logIn(folder) });
  const state = new RecommenderState(defaultPolicy, {});
  const digest = await readFile(`${snapshotIn(folder)}.digest`, 'utf8');
  const decoded = await decodeSnapshot(await readFile(snapshotIn(folder)), digest);
  await restoreSnapshot(state, decoded, NEVER);
  await foldUpTo(log, state, log.head());
  answerOne(state, accounts, 0, 1);
  return { seconds: (performance.now() - started) / 1_000, rssBytes: memory().rssBytes };
};

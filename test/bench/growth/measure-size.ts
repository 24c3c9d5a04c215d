import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  orderingFigures,
  recommenderFigures,
  restartFigures,
  type SizeFigures,
  writeFigures,
} from './figures.ts';
import { runStage } from './run-stage.ts';

/** Writes a log of so many events by so many accounts, and has each service fold it in a process of its own. */
export const measureSize = async (
  events: number,
  accounts: number,
  onStep: (step: string) => void,
): Promise<SizeFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-growth-'));
  try {
    onStep('writing');
    const write = await runStage(writeFigures, 'write', folder, events, accounts);
    onStep('the recommender folds');
    const recommender = await runStage(recommenderFigures, 'recommender', folder, events, accounts);
    onStep('the recommender starts from a snapshot');
    const restart = await runStage(restartFigures, 'restart', folder, events, accounts);
    onStep('ordering folds');
    const ordering = await runStage(orderingFigures, 'ordering', folder, events, accounts);
    return { events, accounts, write, recommender, restart, ordering };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

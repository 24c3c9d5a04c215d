import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { z } from 'zod';
import { orderingFigures, recommenderFigures, type SizeFigures, writeFigures } from './figures.ts';

const STAGE = fileURLToPath(new URL('./stage.ts', import.meta.url));
/** Of V8, in megabytes: the largest sizes must fail by what they measure, not by a default. */
const HEAP = 12_000;

const run = async <T extends z.ZodType>(
  schema: T,
  ...words: readonly (string | number)[]
): Promise<z.output<T>> => {
  const node = ['--import', 'tsx/esm', '--expose-gc', `--max-old-space-size=${HEAP}`, STAGE];
  const { stdout } = await promisify(execFile)(process.execPath, [...node, ...words.map(String)]);
  return schema.parse(JSON.parse(stdout));
};

/** Writes a log of so many events by so many accounts, and has each service fold it in a process of its own. */
export const measureSize = async (
  events: number,
  accounts: number,
  onStep: (step: string) => void,
): Promise<SizeFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-growth-'));
  try {
    onStep('writing');
    const write = await run(writeFigures, 'write', folder, events, accounts);
    onStep('the recommender folds');
    const recommender = await run(recommenderFigures, 'recommender', folder, events, accounts);
    onStep('ordering folds');
    const ordering = await run(orderingFigures, 'ordering', folder, events, accounts);
    return { events, accounts, write, recommender, ordering };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { z } from 'zod';

const STAGE = fileURLToPath(new URL('./steps/stage.ts', import.meta.url));
/** Of V8, in megabytes: the largest sizes must fail by what they measure, not by a default. */
const HEAP = 12_000;

/** Runs one step in a process of its own. @param words the step, and what it is told */
export const runStage = async <T extends z.ZodType>(
  schema: T,
  ...words: readonly (string | number)[]
): Promise<z.output<T>> => {
  const node = ['--import', 'tsx/esm', '--expose-gc', `--max-old-space-size=${HEAP}`, STAGE];
  const { stdout } = await promisify(execFile)(process.execPath, [...node, ...words.map(String)]);
  return schema.parse(JSON.parse(stdout));
};

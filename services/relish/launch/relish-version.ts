import { readFileSync } from 'node:fs';
import { z } from 'zod';

const description = z.object({ version: z.string() });

/** Of this Relish, as its package says. */
export const relishVersion = (): string => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return description.parse(JSON.parse(text)).version;
};

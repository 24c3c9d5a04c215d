import { readFileSync } from 'node:fs';
import { relishVersion } from './relish-version.ts';

const ROOT = new URL('../../../', import.meta.url);
const COMMIT = /^[0-9a-f]{40}$/;
const SHORT = 12;

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(new URL(path, ROOT), 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** The commit that lies here, where git is; an installed copy has none. */
const commit = (): string | undefined => {
  const head = textOf('.git/HEAD');
  const at = head?.startsWith('ref: ') ? textOf(`.git/${head.slice('ref: '.length)}`) : head;
  return at !== undefined && COMMIT.test(at) ? at.slice(0, SHORT) : undefined;
};

/** Which code runs here: `0.1.0+6fcff1900a3c`, or without the commit where there is none. */
export const codeVersion = (): string => {
  const at = commit();
  return at === undefined ? relishVersion() : `${relishVersion()}+${at}`;
};

import { readFileSync } from 'node:fs';
import { relishVersion } from './relish-version.ts';

const ROOT = new URL('../../../', import.meta.url);
const COMMIT = /^[0-9a-f]{40}$/;
const SHORT = 12;

const textOf = (root: URL, path: string): string | undefined => {
  try {
    return readFileSync(new URL(path, root), 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** Where a branch is: in a file of its own, or among many once git has packed them. */
const branchAt = (root: URL, branch: string): string | undefined =>
  textOf(root, `.git/${branch}`) ??
  textOf(root, '.git/packed-refs')
    ?.split('\n')
    .find((line) => line.endsWith(` ${branch}`))
    ?.split(' ')[0];

/** The commit that lies here, where git is; an installed copy has none. */
const commitAt = (root: URL): string | undefined => {
  const head = textOf(root, '.git/HEAD');
  const at = head?.startsWith('ref: ') ? branchAt(root, head.slice('ref: '.length)) : head;
  return at !== undefined && COMMIT.test(at) ? at.slice(0, SHORT) : undefined;
};

/**
 * Which code runs here: `0.1.0+6fcff1900a3c`, or without the commit where there is none.
 * @param root where it lies
 */
export const codeVersion = (root = ROOT): string => {
  const at = commitAt(root);
  return at === undefined ? relishVersion() : `${relishVersion()}+${at}`;
};

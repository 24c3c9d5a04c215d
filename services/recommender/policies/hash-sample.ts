import { createHash } from 'node:crypto';

/** So many names are hashed before others get the thread: about 2 ms. */
const SLICE = 1_000;

/**
 * Up to `size` of the names, the first by a salted hash; yields wherever others may have the thread. `salt` is not
 * known to those who choose their ids, so nobody can fill the sample with accounts of his own.
 */
export function* hashSample(
  names: readonly string[],
  salt: string,
  size: number,
): Generator<undefined, readonly string[]> {
  const keyed: { readonly name: string; readonly key: string }[] = [];
  for (const name of names) {
    keyed.push({ name, key: createHash('sha256').update(`${salt}\t${name}`).digest('hex') });
    if (keyed.length % SLICE === 0) yield;
  }
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, size)
    .map(({ name }) => name);
}

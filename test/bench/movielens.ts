import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One rating; every rating counts as one interaction. */
export interface Interaction {
  readonly account: string;
  readonly item: string;
  /** Seconds since 1970 UTC. */
  readonly time: number;
}

const linesOf = (folder: string, file: string): readonly string[] =>
  gunzipSync(readFileSync(join(folder, 'ml-100k', file)))
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');

const keyOf = ({ account, item }: Pick<Interaction, 'account' | 'item'>): string => `${account}/${item}`;

/** MovieLens-100k in PORE's published split: train is all that isn't in the test rows. */
export const readMovieLens = (folder: string, split: 'bpr' | 'sar') => {
  const held = new Set(
    linesOf(folder, `pore-split-${split}.test.csv.gz`)
      .slice(1)
      .map((line) => {
        const [account = '', item = ''] = line.split(',');
        return keyOf({ account, item });
      }),
  );
  const all = linesOf(folder, 'u.data.gz').map((line): Interaction => {
    const [account = '', item = '', , time = ''] = line.split('\t');
    return { account, item, time: Number(time) };
  });
  return {
    train: all.filter((interaction) => !held.has(keyOf(interaction))),
    test: all.filter((interaction) => held.has(keyOf(interaction))),
  };
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One rating; every rating counts as one interaction. */
export interface Interaction {
  readonly account: string;
  readonly item: string;
}

const linesOf = (folder: string, file: string): readonly string[] =>
  gunzipSync(readFileSync(join(folder, 'ml-100k', file)))
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');

const keyOf = ({ account, item }: Interaction): string => `${account}/${item}`;

/** MovieLens-100k in PORE's published split: train is all that isn't in the test rows. */
export const readMovieLens = (folder: string, split: 'bpr' | 'sar') => {
  const test = linesOf(folder, `pore-split-${split}.test.csv.gz`)
    .slice(1)
    .map((line): Interaction => {
      const [account = '', item = ''] = line.split(',');
      return { account, item };
    });
  const held = new Set(test.map(keyOf));
  const train = linesOf(folder, 'u.data.gz')
    .map((line): Interaction => {
      const [account = '', item = ''] = line.split('\t');
      return { account, item };
    })
    .filter((interaction) => !held.has(keyOf(interaction)));
  return { train, test };
};

import type { DataSource } from './data-set.ts';
import { eventFile } from './event-file.ts';
import { realFile } from './real-file.ts';

/** MovieLens-100k: each rating is one order, at its real time. */
export const movieLens: DataSource = eventFile(realFile('ml-100k', 'u.data.gz'), {
  name: 'movielens',
  format: 'movielens',
});

import { breadBasket } from './bread-basket.ts';
import type { DataSource } from './data-set.ts';
import { movieLens } from './movielens.ts';
import { onlineRetail } from './online-retail.ts';
import { synthetic } from './synthetic.ts';
import { takeaway } from './takeaway.ts';

/** All data sets of `npm run bench:attacks`. Add one: a file, and a line here. */
export const dataSources: readonly DataSource[] = [synthetic, movieLens, onlineRetail, breadBasket, takeaway];

import type { DataSource } from './data-set.ts';
import { eventFile } from './event-file.ts';
import { realFile } from './real-file.ts';

/** UCI Online Retail (doi 10.24432/C5BW33), as `relish import` reads it: cancelled rows are refunds. */
export const onlineRetail: DataSource = eventFile(realFile('online_retail', 'online_retail_raw.csv.gz'), {
  name: 'online-retail',
  format: 'online-retail',
});

import { benchAnswer } from './answer.bench.ts';
import { printRows } from './bench-row.ts';
import { benchFilters } from './filters.bench.ts';
import { benchFold } from './fold.bench.ts';
import { benchIngest } from './ingest.bench.ts';
import { benchLog } from './log.bench.ts';

/** What the issue of each figure asks for stands in the README. Nothing here asserts on a time. */
console.log('The log');
printRows(await benchLog());
console.log('\nIngest');
printRows(await benchIngest());
console.log('\nThe fold');
printRows(await benchFold());
console.log('\nThe filters');
printRows(await benchFilters());
console.log('\nAnswers');
printRows(benchAnswer());

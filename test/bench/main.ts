import { benchAnswer } from './answer.bench.ts';
import { printRows } from './bench-row.ts';
import { benchFilters } from './filters.bench.ts';
import { benchFold } from './fold.bench.ts';
import { benchIngest } from './ingest.bench.ts';
import { benchLog } from './log.bench.ts';

// What the issue of each figure asks for stands in the README. Nothing here asserts on a time. Ingest comes last: its
// client reads bodies with fetch, which detaches buffers and so makes typed arrays slow in this process. Servers don't.
console.log('The fold');
printRows(await benchFold());
console.log('\nAnswers');
printRows(benchAnswer());
console.log('\nThe filters');
printRows(await benchFilters());
console.log('\nThe log');
printRows(await benchLog());
console.log('\nIngest');
printRows(await benchIngest());

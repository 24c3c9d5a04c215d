import { benchAnswer } from './answer.bench.ts';
import { benchArchive } from './archive.bench.ts';
import { printRows } from './bench-row.ts';
import { benchFilters } from './filters.bench.ts';
import { benchFold } from './fold.bench.ts';
import { benchIngest } from './ingest.bench.ts';
import { benchLog } from './log.bench.ts';

// What the issue of each figure asks for stands in the README. Nothing here asserts on a time. Once any ArrayBuffer of a
// process was detached, V8 checks each access to every typed array for it: a pass over the votes takes 2.2 ms in the
// place of 1.4. A server detaches none (measured in a running one); reading a body with fetch does, and so did tsx's
// hooks for CommonJS. So this runs under tsx/esm, as `npm start` does, and ingest, whose client fetches, comes last.
console.log('The fold');
printRows(await benchFold());
console.log('\nAnswers');
printRows(benchAnswer());
console.log('\nThe filters');
printRows(await benchFilters());
console.log('\nThe log');
printRows(await benchLog());
console.log('\nThe archive and backups');
printRows(await benchArchive());
console.log('\nIngest');
printRows(await benchIngest());

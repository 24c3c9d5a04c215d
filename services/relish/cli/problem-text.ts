import type { ArchiveProblem } from '../../platform/archive/archive-problem.ts';
import { inWords } from './terminal.ts';

/** A thousand changed objects have one cause; who reads it has seen enough of them. */
const MOST = 100;

const lineOf = ({ kind, objects, detail }: ArchiveProblem): string =>
  `  ${kind.padEnd(12)}${objects.join(' and ')}\n${' '.repeat(14)}${detail}`;

/** Each problem with the objects that it is about. */
export const problemText = (problems: readonly ArchiveProblem[]): string => {
  const shown = problems.slice(0, MOST).map(lineOf);
  const more = problems.length - shown.length;
  return [
    `✗ ${inWords(problems.length)} ${problems.length === 1 ? 'thing is' : 'things are'} not as signed:`,
    ...shown,
    ...(more > 0 ? [`  and ${inWords(more)} more`] : []),
  ].join('\n');
};

import type { Counted } from '../import/counter.ts';
import type { TallyReport } from '../import/tally.ts';
import type { Delivery } from './send-events.ts';
import { inWords } from './terminal.ts';

export interface ImportResult {
  readonly file: string;
  readonly format: string;
  readonly dryRun: boolean;
  readonly tally: TallyReport;
  readonly delivery: Delivery;
  readonly seconds: number;
  /** Of this process, in bytes. */
  readonly peakMemory: number;
}

const LABEL_WIDTH = 20;
const NUMBER_WIDTH = 9;

const total = (counted: Readonly<Record<string, Counted>>): number =>
  Object.values(counted).reduce((sum, { count }) => sum + count, 0);

const row = (label: string, number: number, rest = ''): string =>
  `  ${label.padEnd(LABEL_WIDTH)}${inWords(number).padStart(NUMBER_WIDTH)}  ${rest}`.trimEnd();

const reasonRow = (reason: string, { count, examples }: Counted): string =>
  `    ${reason.padEnd(LABEL_WIDTH + 4)}${inWords(count).padStart(NUMBER_WIDTH)}  ${examples[0] ?? ''}`.trimEnd();

/** A heading with its sum, then a line for each reason with an example; nothing where nothing was counted. */
const section = (label: string, counted: Readonly<Record<string, Counted>>): string[] => {
  const reasons = Object.entries(counted);
  if (reasons.length === 0) return [];
  return [row(label, total(counted)), ...reasons.map(([reason, entry]) => reasonRow(reason, entry))];
};

/** All examples of what was refused: these want to be looked into. */
const problems = (refused: Readonly<Record<string, Counted>>): string[] =>
  Object.entries(refused).flatMap(([code, { count, examples }]) => [
    `    ${code.padEnd(LABEL_WIDTH + 4)}${inWords(count).padStart(NUMBER_WIDTH)}`,
    ...examples.map((example) => `      ${example}`),
  ]);

const speed = ({ delivery, seconds, peakMemory, dryRun }: ImportResult): string => {
  const perSecond = Math.round(delivery.sent / Math.max(seconds, 0.001));
  const verb = dryRun ? 'checked' : 'sent';
  const memory = `${Math.round(peakMemory / 2 ** 20)} MB at most here`;
  return `  ${seconds.toFixed(1)} s, ${inWords(perSecond)} events ${verb} a second, ${memory}`;
};

/** The closing report of an import, as text: every line of the file is in exactly one of its sums. */
export const importReport = (result: ImportResult): string => {
  const { tally, delivery, dryRun } = result;
  const events = dryRun
    ? [row('events checked', delivery.sent), row('  would be sent', delivery.accepted)]
    : [
        row('events sent', delivery.sent),
        row('  accepted', delivery.accepted),
        row('  duplicates', delivery.duplicates, delivery.duplicates > 0 ? 'were there before' : ''),
      ];
  return [
    `${result.file} as ${result.format}${dryRun ? ', dry run: nothing was sent' : ''}`,
    row('lines read', tally.lines),
    row('imported', tally.imported),
    ...section('refunds matched', tally.refundsMatched),
    ...section('refunds unmatched', tally.refundsUnmatched),
    ...section('left out', tally.leftOut),
    ...section('unreadable', tally.unreadable),
    ...events,
    row('  refused', delivery.refused),
    ...problems(delivery.problems.report()),
    ...(delivery.position === undefined ? [] : [`  on the log up to position ${delivery.position}`]),
    speed(result),
  ].join('\n');
};

import { brokenPromises, canaryFigures, HARMFUL, type CanaryFigures } from './canary-figures.ts';
import { wordsOn } from './hostile-newcomers.ts';
import { SAME } from './made-customer.ts';
import { PLAN } from './simulate-rollout.ts';

// What is measured follows from the seeds alone: the same numbers everywhere. Nothing here asserts on a time.
const RUNS = 2_000;
const ATTACKED = 10;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(22) : cell.padStart(17))).join('');

const showRow = ({ model, takenBack, promoted, held, fooledByZ, median, most }: CanaryFigures): string =>
  row([
    model,
    ...[takenBack, promoted, held].map(percent),
    Math.round(median).toLocaleString('en'),
    most.toLocaleString('en'),
    percent(fooledByZ),
  ]);

const showFigures = (figures: readonly CanaryFigures[]): void => {
  const plan = PLAN.steps
    .map(({ parts, leastAccounts }) => `${parts / 100} % (${leastAccounts})`)
    .join(' → ');
  console.log(
    `${RUNS.toLocaleString('en')} rollouts a model, α = ${PLAN.alpha}, steps with their least sample:`,
  );
  console.log(`${plan}\nAccounts are established ones of both arms at the decision.\n`);
  console.log(
    row([
      'the challenger is',
      'taken back',
      'promoted',
      'held',
      'accounts, median',
      'most',
      'z-test, peeked',
    ]),
  );
  for (const figure of figures) console.log(showRow(figure));
};

/** Runs in which the judge said anything else because of the newcomers. */
const movedByNewcomers = (): number => {
  let moved = 0;
  for (const model of [SAME, ...HARMFUL.slice(0, 1)]) {
    for (let seed = 0; seed < ATTACKED; seed++) {
      const calm = wordsOn(model, seed).join('\n');
      for (const praised of ['challenger', 'control'] as const)
        if (wordsOn(model, seed, praised).join('\n') !== calm) moved += 1;
    }
  }
  return moved;
};

const figures = canaryFigures(RUNS);
showFigures(figures);
const moved = movedByNewcomers();
const attacked = 4 * ATTACKED;
console.log(
  `\n500 hostile newcomers moved the judge in ${moved} of ${attacked} rollouts of a good and a bad model.`,
);
const broken = [...brokenPromises(figures), ...(moved > 0 ? ['newcomers have a say'] : [])];
for (const promise of broken) console.error(`broken: ${promise}`);
process.exitCode = broken.length > 0 ? 1 : 0;

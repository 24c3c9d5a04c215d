import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluate } from './evaluation.ts';
import { judgePromises } from './judge-promises.ts';
import { ArgumentError, type Arguments, parseArguments, USAGE } from './parse-arguments.ts';
import { renderPage } from './page/render-page.ts';
import { showTable } from './show-table.ts';
import { summarise } from './summarise.ts';

/** Where no one watches, a line now and then shows that it is still at work. */
const LINE_MS = 5_000;

const createSteps = () => {
  let last = -Infinity;
  return (step: string, done: number, total: number): void => {
    const text = `${String(Math.round((100 * done) / total)).padStart(3)} % ${step}`;
    if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(72)}`);
    else if (performance.now() - last > LINE_MS) {
      last = performance.now();
      process.stderr.write(`${text}\n`);
    }
  };
};

const run = async (wanted: Arguments): Promise<boolean> => {
  const { attacks, sources, recommenders, seeds, accounts, origins, out, isStrict } = wanted;
  const evaluation = await evaluate({ ...wanted, onStep: createSteps() });
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(72)}\r`);
  const { dataSets, skipped, absent, runs, budgets } = evaluation;
  const judgements = judgePromises(evaluation);
  const summaries = summarise(runs);
  const report = { dataSets, skipped, absent, summaries, budgets, judgements, recommenders };
  await mkdir(out, { recursive: true });
  const asked = {
    attacks: attacks.map(({ name }) => name),
    data: sources.map(({ name }) => name),
    ...{ recommenders, seeds, accounts, origins },
  };
  await writeFile(join(out, 'results.json'), `${JSON.stringify({ asked, ...report, runs }, undefined, 1)}\n`);
  await writeFile(join(out, 'index.html'), renderPage(report, seeds.length));
  console.log(showTable(report));
  console.log(`\nAll figures: ${join(out, 'results.json')}; charts: ${join(out, 'index.html')}`);
  if (dataSets.length === 0) return false;
  return !isStrict || judgements.every(({ holds }) => holds !== false);
};

// Whatever it started ends with it.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const words = process.argv.slice(2);
if (words.includes('--help') || words.includes('-h')) console.log(USAGE);
else {
  try {
    if (!(await run(parseArguments(words)))) process.exitCode = 1;
  } catch (error) {
    const isUsage = error instanceof ArgumentError || (error instanceof TypeError && 'code' in error);
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

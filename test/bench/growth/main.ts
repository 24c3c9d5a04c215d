import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { curvesOf } from './curves.ts';
import { type SizeFigures } from './figures.ts';
import { renderGrowth } from './growth-page.ts';
import { measureReplicas } from './measure-replicas.ts';
import { measureSize } from './measure-size.ts';
import { shortCount, showGrowth } from './show-growth.ts';

const USAGE = `npm run bench:growth -- [--max 1e6] [--out .build/growth]

Writes logs of 10^4 events and more, and measures how each service folds them: time, memory, bytes, start, answers. Up to
--max events (1e5 to 1e7; at 1e7 it takes 12 GB of memory and half an hour), a tenth as many accounts. Then one to four
recommenders fold one log of 300,000 events from a Redis at once, and answer. Prints tables, and writes results.json and
index.html.`;

const SMALLEST = 1e4;
const STEPS = [1, 3] as const;
const EVENTS_PER_ACCOUNT = 10;
const REPLICATED = 3e5;

const sizesUpTo = (max: number): number[] => {
  const sizes: number[] = [];
  for (let decade = SMALLEST; decade <= max; decade *= 10)
    sizes.push(...STEPS.map((step) => step * decade).filter((events) => events <= max));
  return sizes;
};

const run = async (max: number, out: string): Promise<void> => {
  const sizes: SizeFigures[] = [];
  const onReplicaStep = (step: string) => console.error(`· ${shortCount(REPLICATED)} events: ${step}`);
  const replicas = await measureReplicas(REPLICATED, REPLICATED / EVENTS_PER_ACCOUNT, onReplicaStep);
  for (const events of sizesUpTo(max)) {
    const onStep = (step: string) => console.error(`· ${shortCount(events)} events: ${step}`);
    sizes.push(await measureSize(events, events / EVENTS_PER_ACCOUNT, onStep));
  }
  const curves = curvesOf(sizes);
  await mkdir(out, { recursive: true });
  await writeFile(
    join(out, 'results.json'),
    `${JSON.stringify({ sizes, curves, replicas }, undefined, 1)}\n`,
  );
  await writeFile(join(out, 'index.html'), renderGrowth(sizes, curves, replicas));
  console.log(showGrowth(sizes, curves, replicas));
  console.log(`\nAll figures: ${join(out, 'results.json')}; curves: ${join(out, 'index.html')}`);
};

const { values } = parseArgs({
  options: {
    max: { type: 'string', default: '1e6' },
    out: { type: 'string', default: '.build/growth' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const max = Number(values.max);
if (values.help) console.log(USAGE);
else if (!(max >= 1e5 && max <= 1e7)) {
  console.error(`✗ --max must be from 1e5 to 1e7, not ${values.max}.`);
  process.exitCode = 2;
} else await run(max, values.out);

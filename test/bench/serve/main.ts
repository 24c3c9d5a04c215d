import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listModels } from '../../../services/contracts/http/rendezvous.ts';
import { quantile } from '../bench-row.ts';
import { askAtRate, askInTurns, type Asked, textAt } from './ask-lists.ts';
import { SHOP } from './shop.ts';

/**
 * `npm run bench:serve`: what the rendezvous of four models costs beside the preferred model alone and beside a bare
 * route of the same process, and what becomes of lists at 500 requests a second with one model hung.
 */
const WARM = 300;
const ROUNDS = 2_000;
const RATE = 500;
/** Of the same load before anything is measured: V8 makes its code anew for each way that a process serves. */
const WARM_SECONDS = 3;
const SECONDS = 15;

const serving = spawn(
  process.execPath,
  ['--import', 'tsx/esm', fileURLToPath(new URL('./serving.ts', import.meta.url))],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [url] = (await once(createInterface(serving.stdout), 'line')).map(String);
if (url === undefined) throw new Error('the server said nothing');

const models = async () => listModels.reply.parse(JSON.parse(await textAt(`${url}/four/v1/models`))).models;
const whenLive = async (version: string): Promise<void> => {
  for (;;) {
    const rows = await models();
    const apart = rows.filter(({ runs }) => runs === 'worker');
    if (apart.length > 0 && apart.every(({ state }) => state.is !== 'starting')) {
      if (apart.some(({ model }) => model.version === version)) return;
    }
    await wait(50);
  }
};

const ms = (figure: number): string => `${figure.toFixed(2)} ms`.padStart(10);
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

const show = (name: string, { times, lateness, servedBy }: Asked, bare: readonly number[]): void => {
  const [p50, p99, p999] = [0.5, 0.99, 0.999].map((p) => quantile(times, p));
  const net = (servedBy.get('safety-net') ?? 0) + (servedBy.get('default') ?? 0);
  const who = [...servedBy].map(([role, count]) => `${role} ${share(count, times.length)}`).join(', ');
  console.log(`${name.padEnd(44)} p50 ${ms(p50!)}  p99 ${ms(p99!)}  p99.9 ${ms(p999!)}`);
  console.log(
    `  p99 / bare p99: ${(p99! / quantile(bare, 0.99)).toFixed(2)}; by net or default: ${share(net, times.length)}; ${who}; sent late p99 ${ms(quantile(lateness, 0.99)).trim()}`,
  );
};

await whenLive('most-days-1');
console.log(
  `${SHOP.accounts} accounts, ${SHOP.items} items, ${SHOP.orders} orders; four models: two beside the votes, two in threads\n`,
);
await askInTurns(url, ['bare', 'alone', 'four'], WARM);
const [bare = [], alone = [], four = []] = await askInTurns(url, ['bare', 'alone', 'four'], ROUNDS);
const median = { bare: quantile(bare, 0.5), alone: quantile(alone, 0.5), four: quantile(four, 0.5) };
console.log(`One at a time, median of ${ROUNDS}`);
console.log(`  bare route                    ${ms(median.bare)}`);
console.log(
  `  the preferred alone           ${ms(median.alone)}  ${(median.alone / median.bare).toFixed(2)} × bare`,
);
console.log(
  `  the rendezvous of four        ${ms(median.four)}  ${(median.four / median.bare).toFixed(2)} × bare`,
);
console.log(`  it adds                       ${ms(median.four - median.alone)}  asked: at most 1 ms\n`);

const sustained = async (way: string): Promise<Asked> => {
  await askAtRate(url, way, RATE, WARM_SECONDS);
  return askAtRate(url, way, RATE, SECONDS);
};

console.log(
  `${RATE} requests a second, open loop, ${SECONDS} s each after ${WARM_SECONDS} s of the same; asked: p99 under 50 ms, at most 2 % by the net`,
);
const bareAtRate = await sustained('bare');
const limit = bareAtRate.times;
console.log(`${'bare route'.padEnd(44)} p50 ${ms(quantile(limit, 0.5))}  p99 ${ms(quantile(limit, 0.99))}`);
show('the preferred alone', await sustained('alone'), limit);
show('four models, all well', await sustained('four'), limit);
serving.stdin.write('hang\n');
await whenLive('faulty');
show('four models, a challenger hung', await sustained('four'), limit);
serving.stdin.write('prefer\n');
await wait(500);
show('four models, the preferred hung', await sustained('four'), limit);
for (const { model, rungs, state } of await models()) {
  const told = Object.entries(rungs).map(([rung, count]) => `${rung} ${count}`);
  console.log(`  ${model.name.padEnd(13)} ${state.is}, ${state.restarts} restarts; ${told.join(', ')}`);
}
serving.stdin.end();
await once(serving, 'exit');
process.exit(0);

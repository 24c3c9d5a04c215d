import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportSaboteur, verdictOf } from './report-saboteur.ts';
import { runSaboteur } from './run-saboteur.ts';
import { ShopClient } from './shop-client.ts';

const USAGE = `npm run abuse -- saboteur --target bcpcc-8 [--orders 240] [--friends 7] [--bystanders 20] [--seed 1]

Against the Relish at RELISH_URL (default http://127.0.0.1:8080; start it with npm start) with the tokens in
RELISH_SERVICE_TOKEN and RELISH_ADMIN_TOKEN, or those of the data folder RELISH_DATA (default .data).`;

const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const tokenOf = async (name: 'service' | 'admin'): Promise<string> => {
  const given = process.env[`RELISH_${name.toUpperCase()}_TOKEN`];
  if (given !== undefined) return given;
  return (await readFile(join(process.env['RELISH_DATA'] ?? '.data', `${name}-token`), 'utf8')).trim();
};

const showProgress = (orders: number) => (done: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r     ${done} of ${orders} orders `);
  else if (done > 0 && done % 50 === 0) process.stderr.write(`     ${done} orders\n`);
};

const main = async (): Promise<boolean> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      target: { type: 'string', default: 'bcpcc-8' },
      orders: { type: 'string', default: '240' },
      friends: { type: 'string', default: '7' },
      bystanders: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (positionals[0] !== 'saboteur') throw new Error(USAGE);
  const orders = Number(values.orders);
  const outcomes = await runSaboteur({
    shop: new ShopClient(process.env['RELISH_URL'] ?? 'http://127.0.0.1:8080'),
    serviceToken: await tokenOf('service'),
    adminToken: await tokenOf('admin'),
    target: values.target,
    orders,
    friends: Number(values.friends),
    bystanders: Number(values.bystanders),
    random: seeded(Number(values.seed)),
    say: (line) => console.log(line),
    onProgress: showProgress(orders),
  });
  const { ok, text } = verdictOf(outcomes);
  console.log(`\n\n${reportSaboteur(values.target, outcomes)}\n\n${text}`);
  return ok;
};

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { IngestedEvent } from '../../services/contracts/events.ts';
import { EVENT_BATCH } from '../../services/contracts/http/ingest.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { type BenchRow, secondsOf } from './bench-row.ts';
import { syntheticShop } from './synthetic-shop.ts';

const SIZE = { accounts: 20_000, items: 1_000, orders: 60_000 };
const BATCH = 1_000;
const IN_FLIGHT = 4;
const TOKEN = 'bench-service-token';
const START_PATIENCE = 30_000;

/** Reads each body to its end and answers: what HTTP alone costs. */
const BARE_SERVER = `
  require('node:http').createServer((request, response) => {
    request.on('data', () => {}).on('end', () => { response.writeHead(202).end('{}'); });
  }).listen(Number(process.env.PORT), '127.0.0.1');`;

const batchesOf = (): readonly (readonly IngestedEvent[])[] => {
  const batches: IngestedEvent[][] = [];
  for (const event of syntheticShop(SIZE)) {
    const last = batches.at(-1);
    if (last && last.length < BATCH) last.push(event);
    else batches.push([event]);
  }
  return batches;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const untilItAnswers = async (url: string): Promise<void> => {
  const deadline = performance.now() + START_PATIENCE;
  for (;;) {
    const isUp = await fetch(`${url}/livez`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    if (performance.now() > deadline) throw new Error('The server did not start.');
    await setTimeout(100);
  }
};

const post = async (url: string, bodies: readonly string[]): Promise<void> => {
  const queue = [...bodies];
  const work = async () => {
    for (let body = queue.pop(); body !== undefined; body = queue.pop()) {
      const headers = { 'content-type': EVENT_BATCH, authorization: `Bearer ${TOKEN}` };
      const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
      if (response.status !== 202) throw new Error(`status ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
};

const throughputOf = async (
  args: readonly string[],
  data: string,
  bodies: readonly string[],
): Promise<number> => {
  const port = await freePort();
  const environment = {
    PORT: String(port),
    RELISH_DATA: data,
    RELISH_DEMO: 'off',
    RELISH_SERVICE_TOKEN: TOKEN,
  };
  const server: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilItAnswers(url);
    return (bodies.length * BATCH) / (await secondsOf(() => post(url, bodies)));
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
};

const rawAppend = async (folder: string, batches: readonly (readonly IngestedEvent[])[]): Promise<number> => {
  await using log = await openEmbeddedEventLog({ folder });
  const seconds = await secondsOf(async () => {
    for (const batch of batches) await log.append(batch);
  });
  return (batches.length * BATCH) / seconds;
};

/** Durable ingest through the HTTP batch: auth, validation, append, answer; client and server on one machine. */
export const benchIngest = async (): Promise<readonly BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-bench-'));
  try {
    const batches = batchesOf();
    const bodies = batches.map((batch) => JSON.stringify(batch));
    const figure = await throughputOf(
      ['--import', 'tsx/esm', 'services/relish/main.ts'],
      join(folder, 'shop'),
      bodies,
    );
    const bare = await throughputOf(['-e', BARE_SERVER], folder, bodies);
    const raw = await rawAppend(join(folder, 'log'), batches);
    const row = (name: string, limit: number): BenchRow => ({
      name: 'durable ingest, HTTP batches of 1,000',
      figure,
      unit: 'events/s',
      limit: { name, figure: limit },
      ratio: figure / limit,
    });
    return [row('the same bodies to a bare node:http route', bare), row('the same batches, raw append', raw)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

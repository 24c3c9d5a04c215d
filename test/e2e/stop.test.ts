import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startRelish } from './relish-process.ts';

/** Processes start slowly on a busy machine; how slowly isn't what is tested. */
jest.setTimeout(120_000);

/** Twice what a terminal and npm may lie apart. */
const SAME_SIGNAL_MS = 1_000;

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await setTimeout(20);
};

const session = z.object({ token: z.string() });
const order = z.object({ orderId: z.string(), status: z.string() });
const orders = z.object({ rows: z.array(order) });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-stop-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const signIn = async (url: string) => {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId: 'e-01', passcode: 'relish' }),
  });
  const { token } = session.parse(await response.json());
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
};

const placeOrder = async (url: string) => {
  const response = await fetch(`${url}/api/orders`, {
    method: 'POST',
    headers: { ...(await signIn(url)), 'idempotency-key': 'lunch' },
    body: JSON.stringify({ lines: [{ itemId: 'bcpcc-8', quantity: 1 }] }),
  });
  return order.parse(await response.json());
};

const myOrders = async (url: string) =>
  orders.parse(await (await fetch(`${url}/api/orders`, { headers: await signIn(url) })).json()).rows;

describe('a Relish that is told to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 on %s, and the next one has all the data',
    async (signal) => {
      await using first = startRelish({ RELISH_DATA: folder });
      const placed = await placeOrder(await first.url);
      first.kill(signal);
      expect(await first.ended).toBe(0);

      await using second = startRelish({ RELISH_DATA: folder });
      expect(await myOrders(await second.url)).toEqual([expect.objectContaining(placed)]);
      // The month is simulated once, for a shop that has no history.
      expect(first.output()).toContain('simulated month');
      expect(second.output()).not.toContain('simulated month');
    },
  );
});

describe('a Relish that is told twice', () => {
  test('takes the same Ctrl-C, heard from the terminal and from npm, for one', async () => {
    await using relish = startRelish({ RELISH_DATA: folder });
    await relish.url;
    relish.kill('SIGINT');
    relish.kill('SIGINT');
    expect(await relish.ended).toBe(0);
  });

  test('ends at once when somebody has lost patience with a request that does not end', async () => {
    await using relish = startRelish({ RELISH_DATA: folder });
    const { port, hostname } = new URL(await relish.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.write('Content-Length: 9\r\n\r\n{');
    // Requests are taken in order of arrival: when this is answered, the other has begun.
    await fetch(`${await relish.url}/livez`);
    relish.kill('SIGTERM');
    await until(() => relish.output().includes('Stopping'));
    await setTimeout(SAME_SIGNAL_MS);
    relish.kill('SIGTERM');
    expect(await relish.ended).toBe(1);
    socket.destroy();
  });
});

describe('a Relish that cannot start', () => {
  test('names the variable that is wrong, and leaves no folder behind', async () => {
    await using wrong = startRelish({ RELISH_DATA: join(folder, 'data'), RELISH_TIME_ZONE: 'Mars/Olympus' });
    expect(await wrong.ended).toBe(2);
    expect(wrong.output()).toContain('RELISH_TIME_ZONE');
    expect(await readdir(folder)).toEqual([]);
  });

  test('says that the port is taken, or that the folder is another one’s', async () => {
    await using running = startRelish({ RELISH_DATA: folder });
    const { port } = new URL(await running.url);
    await using samePort = startRelish({ RELISH_DATA: join(folder, 'other'), PORT: port });
    expect(await samePort.ended).toBe(2);
    expect(samePort.output()).toContain(`PORT: ${port} is taken`);
    await using sameFolder = startRelish({ RELISH_DATA: folder });
    expect(await sameFolder.ended).toBe(1);
    expect(sameFolder.output()).toContain('is open in another process');
    running.kill('SIGTERM');
    expect(await running.ended).toBe(0);
  });

  test('refuses one token for two doors', async () => {
    const token = 'the-same-token-twice';
    await using twice = startRelish({
      RELISH_DATA: folder,
      RELISH_SERVICE_TOKEN: token,
      RELISH_ADMIN_TOKEN: token,
    });
    expect(await twice.ended).toBe(2);
    expect(twice.output()).toContain('RELISH_ADMIN_TOKEN');
    expect(twice.output()).not.toContain(token);
  });
});

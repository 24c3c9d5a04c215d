import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { SHOP, TOKEN } from './shop.ts';

const SOCKETS = 256;
const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });

/** Reads a reply. @throws Error if it isn't 200 */
export const textAt = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    request(url, { agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url}: ${response.statusCode} ${text}`));
      });
    })
      .on('error', reject)
      .end();
  });

const told = z.object({ servedBy: z.string() });

/** How long each took, in milliseconds, and whose lists went out. */
export interface Asked {
  readonly times: readonly number[];
  readonly servedBy: ReadonlyMap<string, number>;
}

const newTimes = (): number[] => [];

const pathOf = (way: string, at: number): string =>
  way === 'bare' ? '/bare' : `/${way}/v1/recommendations?accountId=a-${(at * 7_919) % SHOP.accounts}`;

const askOne = async (
  url: string,
  way: string,
  at: number,
  from: number,
  { times, servedBy }: { times: number[]; servedBy: Map<string, number> },
): Promise<void> => {
  const text = await textAt(`${url}${pathOf(way, at)}`);
  times.push(performance.now() - from);
  const { servedBy: who } = told.parse(JSON.parse(text));
  servedBy.set(who, (servedBy.get(who) ?? 0) + 1);
};

/**
 * One after the other, in turns, so that whatever the machine does besides happens to all of them.
 * @returns times of each way
 */
export const askInTurns = async (
  url: string,
  ways: readonly string[],
  rounds: number,
): Promise<readonly (readonly number[])[]> => {
  const asked = ways.map((way) => ({ way, times: newTimes(), servedBy: new Map<string, number>() }));
  for (let round = 0; round < rounds; round++) {
    for (const one of asked) await askOne(url, one.way, round, performance.now(), one);
  }
  return asked.map(({ times }) => times);
};

/** Open loop: each request leaves when its time has come, whatever became of those before. Times are from then on. */
export const askAtRate = async (url: string, way: string, rate: number, seconds: number): Promise<Asked> => {
  const asked = { times: newTimes(), servedBy: new Map<string, number>() };
  const start = performance.now();
  const under: Promise<void>[] = [];
  for (let at = 0; at < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - start) * rate) / 1_000));
    for (; at < due; at++) under.push(askOne(url, way, at, start + (at * 1_000) / rate, asked));
    await wait(1);
  }
  await Promise.all(under);
  return asked;
};

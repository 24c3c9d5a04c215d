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

/** How long each took and how late it was sent, in milliseconds, and whose lists went out. */
export interface Asked {
  readonly times: readonly number[];
  /** After its time had come: what whoever asks, and not the server, is to blame for. */
  readonly lateness: readonly number[];
  readonly servedBy: ReadonlyMap<string, number>;
}

interface Heard {
  readonly times: number[];
  readonly lateness: number[];
  readonly texts: string[];
}

const newHeard = (): Heard => ({ times: [], lateness: [], texts: [] });

/** Read when all is over, so that whoever asks keeps time meanwhile. */
const countServers = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const servedBy = new Map<string, number>();
  for (const text of texts) {
    const { servedBy: who } = told.parse(JSON.parse(text));
    servedBy.set(who, (servedBy.get(who) ?? 0) + 1);
  }
  return servedBy;
};

const pathOf = (way: string, at: number): string =>
  way === 'bare' ? '/bare' : `/${way}/v1/recommendations?accountId=a-${(at * 7_919) % SHOP.accounts}`;

const askOne = async (url: string, way: string, at: number, from: number, heard: Heard): Promise<void> => {
  heard.lateness.push(performance.now() - from);
  const text = await textAt(`${url}${pathOf(way, at)}`);
  heard.times.push(performance.now() - from);
  heard.texts.push(text);
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
  const asked = ways.map((way) => ({ way, heard: newHeard() }));
  for (let round = 0; round < rounds; round++) {
    for (const { way, heard } of asked) await askOne(url, way, round, performance.now(), heard);
  }
  return asked.map(({ heard }) => heard.times);
};

/** Open loop: each request leaves when its time has come, whatever became of those before. Times are from then on. */
export const askAtRate = async (url: string, way: string, rate: number, seconds: number): Promise<Asked> => {
  const heard = newHeard();
  const start = performance.now();
  const under: Promise<void>[] = [];
  for (let at = 0; at < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - start) * rate) / 1_000));
    for (; at < due; at++) under.push(askOne(url, way, at, start + (at * 1_000) / rate, heard));
    await wait(1);
  }
  await Promise.all(under);
  const { times, lateness, texts } = heard;
  return { times, lateness, servedBy: countServers(texts) };
};

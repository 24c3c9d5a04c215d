import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { placeOrder } from '../../../services/contracts/http/ordering.ts';
import { problem } from '../../../services/contracts/http/problem.ts';
import { build } from 'hdr-histogram-js';
import type { Member } from './shop-cluster.ts';
import type { SteadyLunch } from './steady-lunch.ts';

/** As long as a person waits, and longer than anything of ours may take. */
const PATIENCE_MS = 15_000;
const RECOVERY_MS = 60_000;
const PAUSE_MS = 250;

const stale = z.object({ staleSince: z.iso.datetime() });

/** What one request came to. */
export interface Probe {
  /** 0 where no answer came. */
  readonly status: number;
  /** Of the problem, '' for none. */
  readonly code: string;
  readonly retryAfter: number | undefined;
  readonly milliseconds: number;
  readonly body: unknown;
  /** Whose request it was. */
  readonly token: string;
}

const someoneIn = ({ shop: { people } }: SteadyLunch): string => people[randomInt(people.length)]!.token;

interface Sent {
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ask = async (url: string, token: string, sent: Sent = {}): Promise<Probe> => {
  const began = performance.now();
  const took = () => performance.now() - began;
  try {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...sent.headers };
    const reply = await fetch(url, { ...sent, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    const body: unknown = await reply.json();
    const found = problem.safeParse(body);
    const after = reply.headers.get('retry-after');
    const retryAfter = after === null ? undefined : Number(after);
    const code = found.data?.code ?? '';
    return { status: reply.status, code, retryAfter, milliseconds: took(), body, token };
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    return { status: 0, code, retryAfter: undefined, milliseconds: took(), body: undefined, token };
  }
};

/** One order at one replica, by anybody, sent once and noted as any other. */
export const orderAt = async ({ url }: { readonly url: string }, lunch: SteadyLunch): Promise<Probe> => {
  const { shop, ledger } = lunch;
  const body = JSON.stringify({ lines: [{ itemId: shop.menu[0], quantity: 1 }] });
  const headers = { 'idempotency-key': randomUUID() };
  const probe = await ask(`${url}${placeOrder.path}`, someoneIn(lunch), { method: 'POST', headers, body });
  if (probe.status === 201) ledger.placed(placeOrder.reply.parse(probe.body));
  // Whether it was written, nobody knows.
  else if (probe.status === 0 || probe.status >= 500) ledger.unanswered += 1;
  return probe;
};

/** @param placed what `orderAt` got */
export const cancelAt = ({ url }: Member, { body, token }: Probe): Promise<Probe> =>
  ask(`${url}/api/orders/${placeOrder.reply.parse(body).orderId}/cancel`, token, { method: 'POST' });

/** Somebody's list, by way of a replica of ordering. */
export const listAt = ({ url }: Member, lunch: SteadyLunch): Promise<Probe> =>
  ask(`${url}/api/recommendations?limit=5`, someoneIn(lunch));

/** Asks again and again, each time all at once, for so long. */
export const during = async (
  milliseconds: number,
  act: () => Promise<readonly Probe[]>,
): Promise<Probe[]> => {
  const until = performance.now() + milliseconds;
  const probes: Probe[] = [];
  do {
    probes.push(...(await act()));
    await wait(PAUSE_MS);
  } while (performance.now() < until);
  return probes;
};

/** Milliseconds until all of them are as they should be. @throws Error if that takes a minute */
export const untilAll = async (
  isBack: (probe: Probe) => boolean,
  act: () => Promise<readonly Probe[]>,
): Promise<number> => {
  const began = performance.now();
  for (;;) {
    const probes = await act();
    const took = performance.now() - began;
    if (probes.every(isBack)) return took;
    if (took > RECOVERY_MS) throw new Error(`Not back after a minute: ${countsOf(probes)}`);
    await wait(PAUSE_MS);
  }
};

export const isTaken = ({ status }: Probe): boolean => status === 201;
/** A list, and one that says how old it is. */
export const isList = ({ status }: Probe): boolean => status === 200;
export const isStale = ({ body }: Probe): boolean => stale.safeParse(body).success;
export const isFresh = (probe: Probe): boolean => isList(probe) && !isStale(probe);

/** `p50 3 ms, longest 12 ms` */
export const timesOf = (probes: readonly Probe[]): string => {
  const times = build({ useWebAssembly: false });
  for (const { milliseconds } of probes) times.recordValue(Math.max(1, Math.round(milliseconds)));
  return `p50 ${times.getValueAtPercentile(50)} ms, longest ${times.maxValue} ms`;
};

/** `12 × 503 log-away, 1 × 201` */
export const countsOf = (probes: readonly Probe[]): string => {
  const counts = new Map<string, number>();
  for (const { status, code } of probes) {
    const name = `${status} ${code}`.trim();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(', ');
};

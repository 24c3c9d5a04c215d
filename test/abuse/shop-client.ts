import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import { getRecommendations } from '../../services/contracts/http/answers.ts';
import { type FlagDefinition, getFlags, putFlags } from '../../services/contracts/http/flags.ts';
import {
  cancelOrder,
  createSession,
  getDemo,
  getMenu,
  getMyRecommendations,
  placeOrder,
} from '../../services/contracts/http/ordering.ts';
import { problem, type Problem } from '../../services/contracts/http/problem.ts';

/** A refusal of the shop, with its problem. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;

  constructor(refusal: Problem) {
    super(refusal.detail);
    this.problem = refusal;
  }
}

interface Request {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As patient as a script that wants to get through: waits as long as a 429 says. */
const send = async (url: string, { method = 'GET', token, body, headers }: Request): Promise<unknown> => {
  for (;;) {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === 429) {
      await response.body?.cancel();
      await setTimeout(1_000 * Number(response.headers.get('retry-after') ?? 1));
      continue;
    }
    const reply: unknown = await response.json();
    if (response.ok) return reply;
    throw new Refused(problem.parse(reply));
  }
};

/** One signed-in person, as the ordering app sees it. */
export interface Customer {
  readonly accountId: string;
  place(lines: readonly { itemId: string; quantity: number }[]): Promise<z.infer<typeof placeOrder.reply>>;
  cancel(orderId: string): Promise<void>;
  /** Item ids of the own list, best first. */
  list(limit: number): Promise<readonly string[]>;
}

/** Talks to a running Relish over HTTP, as people and scripts do. */
export class ShopClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async demo() {
    return getDemo.reply.parse(await send(`${this.#url}${getDemo.path}`, {}));
  }

  async menu() {
    return getMenu.reply.parse(await send(`${this.#url}${getMenu.path}`, {}));
  }

  async signIn(accountId: string, passcode: string): Promise<Customer> {
    const url = this.#url;
    const body = { accountId, passcode };
    const { token } = createSession.reply.parse(await send(`${url}/api/session`, { method: 'POST', body }));
    return {
      accountId,
      async place(lines) {
        const headers = { 'idempotency-key': randomUUID() };
        return placeOrder.reply.parse(
          await send(`${url}/api/orders`, { method: 'POST', token, body: { lines }, headers }),
        );
      },
      async cancel(orderId) {
        cancelOrder.reply.parse(await send(`${url}/api/orders/${orderId}/cancel`, { method: 'POST', token }));
      },
      async list(limit) {
        const { items } = getMyRecommendations.reply.parse(
          await send(`${url}/api/recommendations?limit=${limit}`, { token }),
        );
        return items.map(({ itemId }) => itemId);
      },
    };
  }

  /** What the recommender answers for an account; needs the service token. */
  async answerFor(accountId: string, limit: number, token: string) {
    const query = new URLSearchParams({ accountId, limit: String(limit) });
    return getRecommendations.reply.parse(await send(`${this.#url}/v1/recommendations?${query}`, { token }));
  }

  async flags(token: string): Promise<FlagDefinition> {
    return getFlags.reply.parse(await send(`${this.#url}/v1/flags`, { token })).flags;
  }

  async setFlags(flags: FlagDefinition, reason: string, token: string): Promise<void> {
    putFlags.reply.parse(
      await send(`${this.#url}/v1/flags`, { method: 'PUT', token, body: { flags, reason } }),
    );
  }
}

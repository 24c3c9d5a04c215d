import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { createSession, listOrders, placeOrder, type Order } from '../../services/contracts/http/ordering.ts';
import { startOwnRedis, type OwnRedis } from '../engines/redis-server.ts';
import { startRelish, type RelishProcess } from './relish-process.ts';

const ADMIN_TOKEN = 'admin-token-of-the-apart';
const SERVICE_TOKEN = 'service-token-of-the-apart';
const UNLIMITED = '1000000';

const shared = (redis: OwnRedis) => ({
  REDIS_URL: redis.url,
  RELISH_SERVICE_TOKEN: SERVICE_TOKEN,
  RELISH_ADMIN_TOKEN: ADMIN_TOKEN,
  RELISH_SESSION_SECRET: 'session-secret-of-all-that-are-apart',
  RELISH_ORIGIN_SECRET: 'origin-secret-of-all-that-are-apart!',
  // Removed with all that the Redis has. Ordering needs none.
  RELISH_DATA: join(redis.folder, 'relish'),
  RELISH_SESSIONS_PER_MINUTE: UNLIMITED,
  RELISH_ORDERS_PER_MINUTE: UNLIMITED,
  RELISH_ADDRESS_PER_MINUTE: UNLIMITED,
  RELISH_LISTS_PER_MINUTE: UNLIMITED,
});

/** Where nobody listens: what is started there later is found by those who were told before. */
export const aFreeAddress = async (): Promise<{ readonly port: string; readonly url: string }> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, 'close');
  return { port: String(port), url: `http://127.0.0.1:${port}` };
};

/** Services in processes of their own that share a Redis, and nothing else. */
export class ApartShop implements AsyncDisposable {
  readonly redis: OwnRedis;
  readonly #processes: RelishProcess[] = [];

  private constructor(redis: OwnRedis) {
    this.redis = redis;
  }

  static async open(): Promise<ApartShop> {
    return new ApartShop(await startOwnRedis({ durable: true }));
  }

  recommender(environment: Readonly<Record<string, string>> = {}): RelishProcess {
    return this.#start({ RELISH_SERVICE: 'recommender', ...environment });
  }

  ordering(recommenderUrl: string, environment: Readonly<Record<string, string>> = {}): RelishProcess {
    return this.#start({ RELISH_SERVICE: 'ordering', RECOMMENDER_URL: recommenderUrl, ...environment });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const process of this.#processes) await process[Symbol.asyncDispose]();
    await this.redis[Symbol.asyncDispose]();
  }

  #start(environment: Readonly<Record<string, string>>): RelishProcess {
    const process = startRelish({ ...shared(this.redis), ...environment });
    this.#processes.push(process);
    return process;
  }
}

/** A customer, or whoever has a token, at whichever replica. */
export class Visitor {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  static readonly service = new Visitor(SERVICE_TOKEN);
  static readonly admin = new Visitor(ADMIN_TOKEN);

  static async signIn(url: string, accountId: string): Promise<Visitor> {
    const body = JSON.stringify({ accountId, passcode: 'relish' });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body });
    return new Visitor(createSession.reply.parse(await response.json()).token);
  }

  ask(url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
    const headers = { authorization: `Bearer ${this.#token}`, ...init.headers };
    return fetch(url, { ...init, headers });
  }

  async get(url: string): Promise<unknown> {
    return (await this.ask(url)).json();
  }

  post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const json = { 'content-type': 'application/json', ...headers };
    return this.ask(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
  }

  /** One of an item, under an idempotency key. */
  async order(url: string, key: string, itemId: string): Promise<Order> {
    const body = { lines: [{ itemId, quantity: 1 }] };
    const response = await this.post(`${url}/api/orders`, body, { 'idempotency-key': key });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${text}`);
    return placeOrder.reply.parse(JSON.parse(text));
  }

  async orders(url: string): Promise<readonly Order[]> {
    return listOrders.reply.parse(await this.get(`${url}/api/orders?limit=100`)).rows;
  }
}

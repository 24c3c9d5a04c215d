import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as ask } from 'node:http';
import { Agent as HttpsAgent, request as askSecurely } from 'node:https';
import type { Logger } from 'pino';
import type { ModelIdentity } from '../../contracts/http/rendezvous.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { type ApartHandle, type ApartRequest, type ModelHealth, Silence } from './apart-handle.ts';
import { backOffMs } from './back-off.ts';
import { answerIn, inferenceOf } from './infer-protocol.ts';

const PATIENCE_MS = 1_000;
/** A thousand places of the longest ids are a third of it. */
const MAX_BYTES = 512 * 1_024;
const MAX_PENDING = 64;
const MAX_SOCKETS = 16;
/** So many failures in a row, and it is left alone for a while. */
const FAILURES = 5;

export interface RemoteModelOptions {
  /** Scheme, host and port of a server that speaks the Open Inference Protocol. */
  readonly url: string;
  /** As the server knows the model. */
  readonly served: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly patienceMs?: number;
}

/** @throws Error if it is too long or breaks off */
const textOf = (response: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) response.destroy(new Error(`its answer is longer than ${MAX_BYTES} bytes`));
      else chunks.push(chunk);
    });
    response.on('end', () => resolve(Buffer.concat(chunks).toString())).on('error', reject);
  });

const responseTo = (sent: ClientRequest, body: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });

/**
 * A model behind the Open Inference Protocol (v2, REST). It is asked through node:http, because fetch would detach array
 * buffers, which slows every typed array of this process down. After five failures in a row nobody asks it for a while,
 * then one request finds out whether it is back.
 */
export class RemoteModel implements ApartHandle {
  readonly model: ModelIdentity;
  readonly runs = 'remote';
  readonly #options: RemoteModelOptions;
  readonly #target: URL;
  readonly #agent: HttpAgent;
  /** Since when, of a clock that doesn't jump. */
  readonly #pending = new Map<Promise<unknown>, number>();
  #health: ModelHealth;
  #failures = 0;
  #falls = 0;
  #askAgainAt = 0;
  /** As `#pending`'s. */
  #heardAt = 0;
  #isClosed = false;

  constructor(options: RemoteModelOptions) {
    const { url, served, now } = options;
    this.#options = options;
    this.#target = new URL(`/v2/models/${encodeURIComponent(served)}/infer`, url);
    const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
    this.#agent = this.#target.protocol === 'https:' ? new HttpsAgent(agent) : new HttpAgent(agent);
    // Nobody knows its bytes: what it is called is all that there is to name it by.
    this.model = { name: 'remote', version: served.slice(0, 100), digest: digestOf({ url, served }) };
    this.#health = { is: 'live', since: new Date(now()).toISOString(), restarts: 0 };
  }

  get health(): ModelHealth {
    return this.#health;
  }

  get waiting(): number {
    const [oldest] = this.#pending.values();
    // It has several at once, and one that takes long says nothing about the others.
    return oldest === undefined ? 0 : performance.now() - Math.max(oldest, this.#heardAt);
  }

  ask(asked: ApartRequest): Promise<unknown> | undefined {
    if (this.#isClosed || this.#pending.size >= MAX_PENDING || !this.#mayAsk()) return undefined;
    const answer = this.#infer(asked).finally(() => this.#pending.delete(answer));
    this.#pending.set(answer, performance.now());
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#pending.keys());
    this.#agent.destroy();
  }

  /** While it is down one request at a time may try, when its time has come. */
  #mayAsk(): boolean {
    if (this.#health.is === 'live') return true;
    if (this.#health.is === 'starting' || this.#options.now() < this.#askAgainAt) return false;
    this.#change({ is: 'starting', restarts: this.#health.restarts + 1 });
    return true;
  }

  async #infer(asked: ApartRequest): Promise<unknown> {
    try {
      const answer = answerIn(await this.#post(inferenceOf(asked)));
      this.#heardAt = performance.now();
      this.#failures = 0;
      if (this.#health.is !== 'live') {
        this.#falls = 0;
        this.#change({ is: 'live' });
      }
      return answer;
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  async #post(body: string): Promise<string> {
    const { protocol } = this.#target;
    const { patienceMs = PATIENCE_MS } = this.#options;
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = { method: 'POST', agent: this.#agent, headers };
    const sent = (protocol === 'https:' ? askSecurely : ask)(this.#target, options);
    const expired = new Silence(`it has not answered for ${patienceMs} ms`);
    const timer = setTimeout(() => sent.destroy(expired), patienceMs);
    try {
      const response = await responseTo(sent, body);
      const { statusCode = 0 } = response;
      const text = await textOf(response);
      if (statusCode !== 200) throw new Error(`it answers with ${statusCode}`);
      return text;
    } catch (error) {
      sent.destroy();
      // A reply that was broken off by us says that it was aborted.
      throw sent.errored === expired ? expired : error;
    } finally {
      clearTimeout(timer);
    }
  }

  #fail(problem: string): void {
    this.#failures++;
    // Those that were under way when it went down tell nothing new.
    if (this.#health.is === 'down') return;
    if (this.#health.is === 'live' && this.#failures < FAILURES) return;
    this.#falls++;
    const pause = backOffMs(this.#falls);
    this.#askAgainAt = this.#options.now() + pause;
    this.#options.logger.warn({ model: this.model, problem, pause }, 'a model is down');
    this.#change({ is: 'down', problem: problem.slice(0, 200) });
  }

  #change(health: Partial<ModelHealth>): void {
    this.#health = { ...this.#health, ...health, since: new Date(this.#options.now()).toISOString() };
  }
}

import {
  Agent as PlainAgent,
  request as plainRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';

/** After this a person has given up, and nobody knows what became of the request. */
const PATIENCE_MS = 15_000;

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

export interface Reply {
  readonly status: number;
  readonly retryAfter: number | undefined;
  readonly text: string;
}

/** No answer came, so the request may or may not have been carried out. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  /** `ECONNREFUSED`, `timeout`, … */
  readonly code: string;

  constructor(code: string, options: ErrorOptions = {}) {
    super(`no reply: ${code}`, options);
    this.code = code;
  }
}

const headersOf = ({ token, idempotencyKey }: Call, body: string | undefined) => ({
  accept: 'application/json',
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
  ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  ...(body !== undefined && {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }),
});

const textOf = (response: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => (text += part));
    response.once('end', () => resolve(text));
    response.once('error', reject);
    response.once('close', () => reject(new NoReply('torn')));
  });

const codeOf = (error: Error): string =>
  error instanceof NoReply ? error.code : 'code' in error ? String(error.code) : error.name;

/**
 * Sends requests over a bounded number of kept connections, to each of its addresses in turn. Beyond the bound
 * they queue here, which counts as Relish's time: it had not answered those before. node:http with a keep-alive agent
 * takes half of the CPU of Node's fetch.
 */
export class HttpPool {
  readonly #targets: readonly URL[];
  readonly #agents: { readonly plain: PlainAgent; readonly tls: TlsAgent };
  #turn = 0;

  constructor(urls: readonly string[], connections: number) {
    this.#targets = urls.map((url) => new URL(url));
    const options = { keepAlive: true, maxSockets: connections, maxTotalSockets: connections };
    this.#agents = { plain: new PlainAgent(options), tls: new TlsAgent(options) };
  }

  /** @throws NoReply */
  send(call: Call): Promise<Reply> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const target = this.#targets[this.#turn++ % this.#targets.length]!;
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(new NoReply(codeOf(error), { cause: error }));
      const options: RequestOptions = { method: call.method, headers: headersOf(call, body) };
      const request = this.#request(target, call.path, options, (response) => {
        textOf(response).then((text) => {
          const retryAfter = Number(response.headers['retry-after']);
          const status = response.statusCode ?? 0;
          resolve({ status, text, retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined });
        }, fail);
      });
      request.setTimeout(PATIENCE_MS, () => request.destroy(new NoReply('timeout')));
      request.once('error', fail);
      request.end(body);
    });
  }

  close(): void {
    this.#agents.plain.destroy();
    this.#agents.tls.destroy();
  }

  #request(target: URL, path: string, options: RequestOptions, onReply: (response: IncomingMessage) => void) {
    const url = new URL(path, target);
    return target.protocol === 'https:'
      ? tlsRequest(url, { ...options, agent: this.#agents.tls }, onReply)
      : plainRequest(url, { ...options, agent: this.#agents.plain }, onReply);
  }
}

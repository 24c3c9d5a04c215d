import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { ConfigError } from '../config/config.ts';
import { hasErrorCode } from '../files/has-error-code.ts';
import { type Listener, messagesOf } from './messages-of.ts';

/** Against peers that send a byte now and then: what a request's head and the whole of it may take. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often these are looked at; Node's own 30 s would treble them. */
const TIMEOUT_CHECK_MS = 2_000;
/** Longer than a proxy in front keeps its idle connections, so that it is never us who hang up on its request. */
const KEEP_ALIVE_MS = 125_000;
/** What requests in flight get to finish in; a stop has 15 s for everything. */
const DRAIN_MS = 10_000;
const IDLE_CHECK_MS = 50;

const closings = new WeakMap<Socket, AbortSignal>();

/** Aborts when the server that a request came to begins to close: who holds an answer back gives it then. */
export const closingOf = ({ socket }: IncomingMessage): AbortSignal | undefined => closings.get(socket);

export interface Served extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

interface ServeOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How long requests in flight may take when it ends; for tests. */
  readonly drainMs?: number;
}

/** What the operator of the service has to change. */
const explain = (error: Error, { host, port }: ServeOptions): Error => {
  const because = (detail: string) => new ConfigError(detail, { cause: error });
  if (hasErrorCode(error, 'EADDRINUSE'))
    return because(
      `PORT: ${port} is taken on ${host}. Stop what uses it, or set PORT to a free one (0: any).`,
    );
  if (hasErrorCode(error, 'EACCES'))
    return because(`PORT: ${port} is not allowed for this user. Set PORT to one over 1023.`);
  if (hasErrorCode(error, 'EADDRNOTAVAIL') || hasErrorCode(error, 'ENOTFOUND'))
    return because(`HOST: ${host} is no address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`);
  return error;
};

const listen = (server: Server, options: ServeOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const { host, port } = options;
    server.once('error', (error) => reject(explain(error, options)));
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/** An address a browser can open: everywhere includes here. */
const urlOf = (host: string, port: number): string => {
  const here = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return `http://${here.includes(':') ? `[${here}]` : here}:${port}`;
};

/** No new connections; those in use end with their request, and all of them after `drainMs`. */
const close = (server: Server, drainMs: number): Promise<void> =>
  new Promise((resolve) => {
    // A connection that has just answered is idle, and would be kept for its next request.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(deadline);
      resolve();
    });
  });

/**
 * Serves an app until it is disposed of, which waits for requests in flight, 10 s at most.
 * @throws ConfigError naming PORT or HOST where one can't be listened on
 */
export const serve = async (app: Listener, options: ServeOptions): Promise<Served> => {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      ...messagesOf(app),
    },
    app,
  );
  const closing = new AbortController();
  server.on('connection', (socket) => closings.set(socket, closing.signal));
  const port = await listen(server, options);
  let closed: Promise<void> | undefined;
  return {
    url: urlOf(options.host, port),
    port,
    [Symbol.asyncDispose]() {
      closing.abort();
      return (closed ??= close(server, options.drainMs ?? DRAIN_MS));
    },
  };
};

import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { serve } from '../../services/platform/http/serve.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A replica that is small enough to see through: it keeps what it was asked, and does as it is told. */
export interface SmallTier extends AsyncDisposable {
  readonly address: string;
  readonly seen: Seen[];
  ready: boolean;
}

/** What breaks off at the first of both replicas that gets it. */
export const BREAKS = '/breaks';
/** A stream of events whose second one never comes. */
export const STREAM = '/stream';

/**
 * @param broken paths (with their query) that a replica has broken off at already; shared by all replicas
 */
export const startSmallTier = async (name: string, broken: Set<string>): Promise<SmallTier> => {
  const seen: Seen[] = [];
  const tier = { ready: true };
  const answer: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    if (url === '/readyz') {
      response.writeHead(tier.ready ? 200 : 503).end();
      return;
    }
    seen.push({ method, url, headers });
    if (url.includes(BREAKS) && !broken.has(url)) {
      broken.add(url);
      request.socket.destroy();
      return;
    }
    if (url.includes(STREAM)) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: first\n\n');
      return;
    }
    request.resume();
    request.on('end', () => {
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Security-Policy': "default-src 'none'",
        'X-Powered-By': 'something',
        Server: 'something',
      });
      response.end(JSON.stringify({ name }));
    });
  };
  const served = await serve(answer, { host: '127.0.0.1', port: 0, drainMs: 0 });
  return Object.assign(tier, {
    seen,
    address: `127.0.0.1:${served.port}`,
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  });
};

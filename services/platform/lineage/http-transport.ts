import { type ClientRequest, request as ask } from 'node:http';
import { request as askSecurely } from 'node:https';
import { Refused, type Transport } from './outbox.ts';

const TIMEOUT_MS = 5_000;
/** What may pass: too slow, too many, not now. */
const PASSING = new Set([408, 425, 429]);

interface HttpOptions {
  /** Of the receiver (Marquez, or any that speaks OpenLineage), without `/api/v1/lineage`. */
  readonly url: string;
  /** A secret: goes nowhere but to the receiver. */
  readonly apiKey?: string | undefined;
}

/** The status of the answer, once all of it is there; what else it says is nobody's business. */
const statusOf = (sent: ClientRequest, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      const end = (): void => resolve(response.statusCode ?? 0);
      response.on('error', reject).on('end', end).resume();
    });
    sent.end(body);
  });

/**
 * Posts events to a receiver, as OpenLineage's own clients do. Through node:http: fetch would detach array buffers, which
 * slows every typed array of the recommender down, and it would follow redirects with the key.
 */
export const createHttpTransport = ({ url, apiKey }: HttpOptions): Transport => {
  const endpoint = new URL(`${url.replace(/\/+$/, '')}/api/v1/lineage`);
  const post = endpoint.protocol === 'https:' ? askSecurely : ask;
  const authorization = apiKey !== undefined && { authorization: `Bearer ${apiKey}` };
  return {
    async send(event, stop) {
      const body = JSON.stringify(event);
      const status = await statusOf(
        post(endpoint, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            ...authorization,
          },
          signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
        }),
        body,
      );
      if (status >= 200 && status < 300) return;
      const told = `the receiver answers ${status}`;
      if (status >= 500 || PASSING.has(status)) throw new Error(told);
      throw new Refused(told);
    },
  };
};

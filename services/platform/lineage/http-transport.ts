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

/** Posts events to a receiver, as OpenLineage's own clients do. */
export const createHttpTransport = ({ url, apiKey }: HttpOptions): Transport => {
  const endpoint = `${url.replace(/\/+$/, '')}/api/v1/lineage`;
  const headers = {
    'content-type': 'application/json',
    ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
  };
  return {
    async send(event, stop) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers,
        body: JSON.stringify(event),
        // Somewhere else is not where the key belongs.
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      if (response.ok) return;
      const told = `the receiver answers ${response.status}`;
      if (response.status >= 500 || PASSING.has(response.status)) throw new Error(told);
      throw new Refused(told);
    },
  };
};

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { type Spans, traceparentOf } from './trace-context.ts';

/** What undici, Node's fetch, tells of a request. The object is the same at each step. */
const begun = z.object({
  request: z.looseObject({
    /** A string or a URL. */
    origin: z.unknown(),
    method: z.string(),
    addHeader: z.custom<(name: string, value: string) => unknown>((value) => typeof value === 'function'),
  }),
});
const about = z.object({ request: z.custom<object>((value) => typeof value === 'object' && value !== null) });
const answered = about.extend({ response: z.object({ statusCode: z.int() }) });

/**
 * A client span for each request that this process sends to a peer with fetch, and the trace context along with it.
 * Nobody else gets it. By Node's diagnostics channels, so that clients need not know of tracing.
 * @returns stops it
 */
export const traceFetches = (spans: Spans, peers: readonly string[]): (() => void) => {
  const underWay = new WeakMap<object, Span>();

  const onBegin = (message: unknown): void => {
    const found = begun.safeParse(message);
    const { data: { request } = {} } = about.safeParse(message);
    if (!found.success || !request) return;
    const { origin, method } = found.data.request;
    if (!peers.includes(String(origin).replace(/\/$/, ''))) return;
    const span = spans.start(method, {
      kind: SpanKind.CLIENT,
      attributes: { 'http.request.method': method, 'peer.service': 'recommender' },
    });
    underWay.set(request, span);
    const traceparent = traceparentOf(span);
    if (traceparent !== undefined) found.data.request.addHeader.call(request, 'traceparent', traceparent);
  };
  const end = (message: unknown, isFailed: boolean): void => {
    const { data } = about.safeParse(message);
    const span = data && underWay.get(data.request);
    if (!span) return;
    if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    underWay.delete(data.request);
  };
  const onHeaders = (message: unknown): void => {
    const { data } = answered.safeParse(message);
    const span = data && underWay.get(data.request);
    span?.setAttribute('http.response.status_code', data?.response.statusCode ?? 0);
    if (data && data.response.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
  };

  const hearers = [
    ['undici:request:create', onBegin],
    ['undici:request:headers', onHeaders],
    ['undici:request:trailers', (message: unknown) => end(message, false)],
    ['undici:request:error', (message: unknown) => end(message, true)],
  ] as const;
  for (const [channel, hear] of hearers) subscribe(channel, hear);
  return () => {
    for (const [channel, hear] of hearers) unsubscribe(channel, hear);
  };
};

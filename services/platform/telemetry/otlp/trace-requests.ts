import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Request, RequestHandler } from 'express';
import { methodOf, routeOf } from '../metrics.ts';
import type { Spans } from './trace-context.ts';

/** A header that came twice is joined by a comma, and is no traceparent then. */
const traceparentOfRequest = ({ headers: { traceparent } }: Request): string | undefined =>
  typeof traceparent === 'string' ? traceparent : undefined;

/** One server span a request, named by method and route template. */
export const traceRequests =
  (spans: Spans): RequestHandler =>
  (request, response, next) => {
    const method = methodOf(request);
    const span = spans.startBelow(traceparentOfRequest(request), method, {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': method },
    });
    response.once('close', () => {
      const route = routeOf(request);
      span.updateName(`${method} ${route}`);
      span.setAttribute('http.route', route);
      if (response.writableFinished) span.setAttribute('http.response.status_code', response.statusCode);
      else span.setAttribute('error.type', 'client-went-away');
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    spans.within(span, next);
  };

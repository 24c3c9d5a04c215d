import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Seconds. Closest where a promise is: an answer has 50 ms. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Requests that met no route: scanners, typing errors, files. */
const NO_ROUTE = 'none';
/** Every other method has the same label, whatever a client makes up. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

export interface Metrics {
  /** For metrics of one's own. */
  readonly registry: Registry;
  /** Measures each request; goes before everything that answers. */
  readonly measure: RequestHandler;
  /** Answers with all metrics in Prometheus' text format. */
  readonly expose: RequestHandler;
}

/** The template of the route, never the URL: labels must not be for callers to multiply. */
export const routeOf = (request: Request): string => {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return NO_ROUTE;
  return typeof route.path === 'string' ? route.path : NO_ROUTE;
};

/** One of the known methods, or `other`. */
export const methodOf = ({ method }: Request): string => (METHODS.has(method) ? method : 'other');

const durations = (registry: Registry): Histogram<'method' | 'route' | 'status'> =>
  new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });

/** A registry with the process's own metrics and the durations of requests. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = durations(registry);
  return {
    registry,
    measure(request, response, next) {
      const start = performance.now();
      // `close` comes after an answer as well as after a client that went away, and once.
      response.once('close', () => {
        const method = methodOf(request);
        // 499, as proxies have it: the client went away before the answer was out.
        const status = response.writableFinished ? String(response.statusCode) : '499';
        duration.observe({ method, route: routeOf(request), status }, (performance.now() - start) / 1000);
      });
      next();
    },
    async expose(_, response) {
      const text = await registry.metrics();
      response.set('Content-Type', registry.contentType).send(text);
    },
  };
};

import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { EventLog } from '../event-log/event-log.ts';

export interface TracingOptions {
  /** An OpenTelemetry collector that speaks OTLP over HTTP, such as http://collector:4318. */
  readonly endpoint: string | undefined;
  /** `service.name` of all spans. */
  readonly service: string;
  /** The services that get our trace context with a request: scheme, host and port. */
  readonly peers: readonly string[];
  readonly logger: Logger;
}

/**
 * Traces from a request over the log to the answer. An attribute is a route's template, a status, a count, a position,
 * a model's name or an event type: never a path, an address, an id of a person, a token, or what somebody sent.
 * Disposing of it sends what waits, for 5 s at most.
 */
export interface Tracing extends AsyncDisposable {
  /** One span a request, of the trace that its `traceparent` names. Goes before everything that answers. */
  readonly serve: RequestHandler;
  /**
   * The log, with a span for each append and one for each batch that a follower works on. What is appended carries its
   * trace as the CloudEvents extension `traceparent`, so that the batch that folds it can name it; a recorded answer
   * names the batches that it is the first to include.
   */
  traceLog(log: EventLog): EventLog;
}

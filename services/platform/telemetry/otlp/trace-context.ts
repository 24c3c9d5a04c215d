import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

/** The span that is under way, and how to begin another below it. Kept here, and nothing is made global. */
export interface Spans {
  /** A span below the one that is under way, or the first of a trace. */
  start(name: string, options: SpanOptions): Span;
  /** A span below that of another process. Without one, or with one that makes no sense, the first of a trace. */
  startBelow(traceparent: string | undefined, name: string, options: SpanOptions): Span;
  active(): Span | undefined;
  /** Does something while a span is under way, and all that follows from it. */
  within<T>(span: Span, work: () => T): T;
}

/** The `traceparent` of a span; undefined where nobody records it. */
export const traceparentOf = (span: Span): string | undefined => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return traceFlags & TraceFlags.SAMPLED ? formatTraceparent({ traceId, spanId, traceFlags }) : undefined;
};

/** Where a `traceparent` points to; undefined for none, and for one that makes no sense. */
export const spanContextOf = (traceparent: string | undefined): SpanContext | undefined => {
  const parsed = parseTraceparent(traceparent);
  return parsed && { ...parsed, isRemote: true };
};

export const createSpans = (tracer: Tracer): Spans => {
  const storage = new AsyncLocalStorage<Span>();
  const start = (name: string, options: SpanOptions, parent: Context): Span =>
    tracer.startSpan(name, options, parent);
  return {
    start(name, options) {
      const parent = storage.getStore();
      return start(name, options, parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
    },
    startBelow(traceparent, name, options) {
      const parent = spanContextOf(traceparent);
      return start(name, options, parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
    },
    active: () => storage.getStore(),
    within: (span, work) => storage.run(span, work),
  };
};

import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Tracing, TracingOptions } from '../tracing.ts';
import { createSpans } from './trace-context.ts';
import { traceFetches } from './trace-fetches.ts';
import { traceLog } from './trace-log.ts';
import { traceRequests } from './trace-requests.ts';
import { withinTime } from './within-time.ts';

/** Spans that wait for the collector; what comes while it is full is dropped. About 4 MB. */
const MOST_WAITING = 4_096;
const MOST_AT_ONCE = 512;
const EVERY_MS = 1_000;
/** One attempt to send, retries included. */
const EXPORT_MS = 4_000;
/** All of a stop may take 15 s. */
const FLUSH_MS = 5_000;

const SENT = 0;

type StartOptions = TracingOptions & { readonly endpoint: string };

/** Says once that the collector doesn't take spans, and once that it does again. */
const watched = (exporter: SpanExporter, { endpoint, logger }: StartOptions): SpanExporter => {
  let isAway = false;
  return {
    export(spans, onResult) {
      exporter.export(spans, (result) => {
        const code: number = result.code;
        if ((code === SENT) === isAway) {
          isAway = !isAway;
          if (isAway)
            logger.warn(
              { err: result.error },
              `traces are lost: ${new URL(endpoint).host} does not take them`,
            );
          else logger.info('traces are taken again');
        }
        onResult(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
};

/** `OTEL_EXPORTER_OTLP_HEADERS` and `OTEL_TRACES_SAMPLER` count as OpenTelemetry has them. */
const startProvider = (options: StartOptions): BasicTracerProvider => {
  const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = watched(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS }), options);
  const processor = new BatchSpanProcessor(exporter, {
    maxQueueSize: MOST_WAITING,
    maxExportBatchSize: MOST_AT_ONCE,
    scheduledDelayMillis: EVERY_MS,
    exportTimeoutMillis: EXPORT_MS,
  });
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': options.service }));
  return new BasicTracerProvider({ resource, spanProcessors: [processor] });
};

/** Starts tracing to a collector, over OTLP/HTTP as JSON. It is never waited for: what it doesn't take is dropped. */
export const startTracing = (options: StartOptions): Tracing => {
  const provider = startProvider(options);
  const spans = createSpans(provider.getTracer('relish'));
  const stopFetches = traceFetches(spans, options.peers);
  return {
    serve: traceRequests(spans),
    traceLog: (log) => traceLog(log, spans),
    async [Symbol.asyncDispose]() {
      stopFetches();
      await withinTime(provider.shutdown(), FLUSH_MS);
    },
  };
};

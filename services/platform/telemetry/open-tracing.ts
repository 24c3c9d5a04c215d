import type { Tracing, TracingOptions } from './tracing.ts';

/**
 * Starts tracing where there is a collector. Undefined where there is none: then nothing of OpenTelemetry is loaded,
 * and no call anywhere is wrapped.
 */
export const openTracing = async ({ endpoint, ...options }: TracingOptions): Promise<Tracing | undefined> => {
  if (endpoint === undefined) return undefined;
  const { startTracing } = await import('./otlp/start-tracing.ts');
  return startTracing({ endpoint, ...options });
};

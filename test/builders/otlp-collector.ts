import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const anyValue = z.looseObject({});
const attributes = z.array(z.object({ key: z.string(), value: anyValue })).default([]);
const link = z.object({ traceId: z.string(), spanId: z.string(), attributes });
const span = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.int(),
  attributes,
  links: z.array(link).default([]),
});
/** ExportTraceServiceRequest of OTLP 1, in its JSON encoding. */
const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

export type CollectedSpan = z.infer<typeof span>;

export interface OtlpCollector extends AsyncDisposable {
  readonly url: string;
  /** All that came, in the order in which it came. */
  readonly spans: readonly CollectedSpan[];
  /** Bodies as they came. */
  readonly bodies: readonly string[];
}

/** An attribute's value, whatever its type. */
export const attributeOf = ({ attributes: all }: Pick<CollectedSpan, 'attributes'>, key: string): unknown =>
  Object.values(all.find((attribute) => attribute.key === key)?.value ?? {})[0];

/** A collector that takes traces by OTLP over HTTP. @param status what it answers with */
export const startCollector = async (status = 200): Promise<OtlpCollector> => {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      bodies.push(body);
      if (incoming.url === '/v1/traces' && status === 200)
        for (const { scopeSpans } of request.parse(JSON.parse(body)).resourceSpans)
          spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

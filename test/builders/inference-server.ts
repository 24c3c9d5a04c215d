import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const infer = z.object({
  id: z.string(),
  inputs: z
    .array(
      z.object({
        name: z.literal('request'),
        datatype: z.literal('BYTES'),
        data: z.array(z.string()).length(1),
      }),
    )
    .length(1),
});
const request = z.looseObject({ requestId: z.string(), accountId: z.string(), limit: z.number() });

type Asked = z.infer<typeof request>;
type Output = { readonly name: string; readonly data: readonly unknown[] };

/** An answer as the protocol has it. */
export const inferenceAnswer = (
  { requestId, accountId }: Pick<Asked, 'requestId' | 'accountId'>,
  items: Readonly<Record<string, number>>,
): object => ({
  model_name: 'recommender',
  id: requestId,
  outputs: [
    { name: 'account_id', datatype: 'BYTES', shape: [1], data: [accountId] },
    { name: 'item_id', datatype: 'BYTES', shape: [Object.keys(items).length], data: Object.keys(items) },
    { name: 'score', datatype: 'FP64', shape: [Object.keys(items).length], data: Object.values(items) },
  ] satisfies (Output & { datatype: string; shape: number[] })[],
});

/** Answers with a body, or takes the response into its own hands. */
type Behaviour = (asked: Asked, response: ServerResponse) => object | undefined;

export interface InferenceServer extends AsyncDisposable {
  readonly url: string;
  /** Bodies of all requests, as they came. */
  readonly asked: readonly Asked[];
  readonly paths: readonly string[];
  behave(behaviour: Behaviour): void;
}

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of incoming.setEncoding('utf8')) body += String(chunk);
  return body;
};

/** A server of one model behind the Open Inference Protocol (v2, REST). */
export const anInferenceServer = async (first: Behaviour): Promise<InferenceServer> => {
  let behaviour = first;
  const asked: Asked[] = [];
  const paths: string[] = [];
  const server = createServer((incoming, response) => {
    void bodyOf(incoming).then((body) => {
      const { inputs } = infer.parse(JSON.parse(body));
      const one = request.parse(JSON.parse(inputs[0]?.data[0] ?? ''));
      asked.push(one);
      paths.push(incoming.url ?? '');
      const reply = behaviour(one, response);
      if (reply) response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>((value) => typeof value === 'object').parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    paths,
    behave(next) {
      behaviour = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

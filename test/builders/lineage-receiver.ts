import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { type RunEvent, runEvent } from '../../services/contracts/open-lineage.ts';

const PATIENCE_MS = 20_000;

export interface LineageReceiver extends AsyncDisposable {
  readonly url: string;
  /** Events that were taken, in the order in which they came; each has the shape of RunEvent 2-0-2. */
  readonly events: readonly RunEvent[];
  readonly keys: readonly (string | undefined)[];
  /** What it answers with from now on. */
  answer(status: number): void;
  /** How many requests there were. */
  asked(): number;
  /** The last events of a job, once there are so many. */
  until(count: number, job: string): Promise<readonly RunEvent[]>;
}

/** A receiver of OpenLineage as Marquez is one: POST /api/v1/lineage, and nothing that doesn't fit. */
export const startLineageReceiver = async (): Promise<LineageReceiver> => {
  const events: RunEvent[] = [];
  const keys: (string | undefined)[] = [];
  let [status, asked] = [201, 0];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked++;
      keys.push(request.headers.authorization);
      const parsed = runEvent.safeParse(JSON.parse(body));
      const isFit = request.method === 'POST' && request.url === '/api/v1/lineage' && parsed.success;
      if (status < 300 && parsed.success) events.push(parsed.data);
      response.writeHead(isFit ? status : 422).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    events,
    keys,
    answer: (next) => void (status = next),
    asked: () => asked,
    async until(count, job) {
      const ofJob = () => events.filter((event) => event.job.name === job);
      const until = performance.now() + PATIENCE_MS;
      while (ofJob().length < count && performance.now() < until) await setTimeout(10);
      return ofJob();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

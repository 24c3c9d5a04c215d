import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { problem } from '../../services/contracts/http/problem.ts';
import { createApp } from '../../services/platform/http/create-app.ts';
import { sendProblem } from '../../services/platform/http/send-problem.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { createHealth } from '../../services/relish/launch/health.ts';

const started = async (isReady: () => boolean, waitsFor: () => readonly string[]) => {
  const said: string[] = [];
  const say = (level: string) => (words: unknown) => void said.push(`${level}: ${String(words)}`);
  const logger = { info: say('info'), warn: say('warn') };
  const app = createApp({ trustProxy: [] });
  app.use(createHealth({ isReady, waitsFor, logger }));
  const errors = Object.assign(createLogger('silent'), { error: say('error') });
  app.use(sendProblem(errors));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    said,
    readyz: () => fetch(`http://127.0.0.1:${port}/readyz`),
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

test('whoever asks all the time whether it is ready is answered, and the log says what changed alone', async () => {
  let [ready, waiting] = [false, ['object store']];
  await using health = await started(
    () => ready,
    () => waiting,
  );
  for (let poll = 0; poll < 5; poll += 1) {
    const reply = await health.readyz();
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(problem.parse(await reply.json()).code).toBe('not-ready');
  }
  expect(health.said).toEqual([expect.stringMatching(/^warn: not ready/)]);
  ready = true;
  expect(await (await health.readyz()).json()).toEqual({ status: 'ready', waitsFor: ['object store'] });
  waiting = [];
  expect(await (await health.readyz()).json()).toEqual({ status: 'ready' });
  expect(health.said.slice(1)).toEqual(['info: ready']);
  ready = false;
  for (let poll = 0; poll < 3; poll += 1) await health.readyz();
  expect(health.said).toHaveLength(3);
});

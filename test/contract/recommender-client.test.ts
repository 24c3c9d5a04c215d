import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { z } from 'zod';
import { createRecommenderClient } from '../../services/ordering/recommendations/recommender-client.ts';
import { aRecommenderSite } from '../builders/recommender-service.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';

const TOKEN = 'token-of-the-service';
const question = { kind: 'recommendations', accountId: 'a-1', limit: 3 } as const;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Something that answers at the recommender's address, as `listener` says. */
const anAnswerer = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${port}`;
};

const away = { status: 503, code: 'recommender-away' };

describe('asking a recommender over HTTP', () => {
  test('gives its answer, and takes minPosition along', async () => {
    await using site = await aRecommenderSite();
    const recommend = createRecommenderClient({ url: site.url, token: TOKEN });
    const answer = await recommend(question, ORIGIN);
    expect(answer).toMatchObject({ model: { name: 'peers' }, items: [] });
    const { json } = await site.call(`GET /v1/recommendations/${answer.requestId}`);
    expect(json).toMatchObject({ question, answer });
  });

  test('passes on that it has not come to a position yet, and when to ask again', async () => {
    await using site = await aRecommenderSite();
    const recommend = createRecommenderClient({ url: site.url, token: TOKEN });
    await expect(recommend(question, '0000000000000009')).rejects.toMatchObject({
      status: 503,
      code: 'position-not-reached',
      headers: { 'Retry-After': '1' },
    });
  });

  test('asks once more on a connection that was lost, and only once', async () => {
    await using site = await aRecommenderSite();
    let losses = 1;
    let asked = 0;
    const url = await anAnswerer((request, response) => {
      asked += 1;
      if (asked <= losses) {
        request.socket.destroy();
        return;
      }
      void fetch(site.url + (request.url ?? ''), { headers: { authorization: `Bearer ${TOKEN}` } })
        .then((reply) => reply.text())
        .then((text) => response.end(text));
    });
    const recommend = createRecommenderClient({ url, token: TOKEN });
    await expect(recommend(question)).resolves.toMatchObject({ items: [] });
    expect(asked).toBe(2);
    losses = 100;
    await expect(recommend(question)).rejects.toMatchObject(away);
    expect(asked).toBe(4);
  });

  test('waits no longer than it may', async () => {
    const url = await anAnswerer(() => undefined);
    const recommend = createRecommenderClient({ url, token: TOKEN, patienceMs: 50 });
    await expect(recommend(question)).rejects.toMatchObject({
      ...away,
      cause: expect.objectContaining({ name: 'TimeoutError' }),
    });
  });

  test.each<[string, RequestListener]>([
    ['another answer', (_, response) => void response.end('{"items":[]}')],
    ['no JSON', (_, response) => void response.end('<html>')],
    ['no end', (_, response) => void response.end('x'.repeat(2_000_000))],
    ['a redirect', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9' }).end()],
    ['a refusal of the token', (_, response) => void response.writeHead(401).end('{}')],
    ['a gateway without anybody behind', (_, response) => void response.writeHead(502).end()],
  ])('%s is as good as none', async (_, listener) => {
    const url = await anAnswerer(listener);
    await expect(createRecommenderClient({ url, token: TOKEN })(question)).rejects.toMatchObject(away);
  });

  test('nobody there is told as well', async () => {
    const url = await anAnswerer(() => undefined);
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await expect(createRecommenderClient({ url, token: TOKEN })(question)).rejects.toMatchObject(away);
  });
});

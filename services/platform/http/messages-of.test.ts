import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { createApp } from './create-app.ts';
import { serve } from './serve.ts';

/** Node tells of each request there before its listener hears of it. */
const STARTS = 'http.server.request.start';

test('what an Express app is asked and answers is born with its prototypes: it has none to change', async () => {
  const app = createApp({ trustProxy: [] });
  app.get('/', (request, response) => void response.json({ host: request.get('Host') }));
  await using served = await serve(app, { host: '127.0.0.1', port: 0 });
  const born: unknown[] = [];
  const note = (message: unknown) => {
    if (typeof message !== 'object' || message === null) return;
    if ('request' in message) born.push(Object.getPrototypeOf(message.request));
    if ('response' in message) born.push(Object.getPrototypeOf(message.response));
  };
  subscribe(STARTS, note);
  const reply = await fetch(served.url);
  unsubscribe(STARTS, note);
  expect(await reply.json()).toEqual({ host: new URL(served.url).host });
  // Told as truths: to print a prototype of Node's is to read what it has no state for.
  expect([born[0] === app.request, born[1] === app.response]).toEqual([true, true]);
  expect(app.request).toBeInstanceOf(IncomingMessage);
  expect(app.response).toBeInstanceOf(ServerResponse);
});

test('a plain listener has what Node has', async () => {
  const prototypes: unknown[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    prototypes.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
    response.end();
  };
  await using served = await serve(listener, { host: '127.0.0.1', port: 0 });
  await fetch(served.url);
  expect(prototypes).toEqual([IncomingMessage.prototype, ServerResponse.prototype]);
});

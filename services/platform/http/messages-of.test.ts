import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { createApp } from './create-app.ts';
import { messagesOf } from './messages-of.ts';

test('what an Express app is asked and answers is born with its prototypes: it has none to change', () => {
  const app = createApp({ trustProxy: [] });
  const { IncomingMessage: Asked, ServerResponse: Answered } = messagesOf(app);
  const request = new Asked!(new Socket());
  const response = new Answered!(request);
  expect(Object.getPrototypeOf(request)).toBe(app.request);
  expect(Object.getPrototypeOf(response)).toBe(app.response);
  expect(request).toBeInstanceOf(IncomingMessage);
  expect(response).toBeInstanceOf(ServerResponse);
  expect([app.request.get, app.response.json].map((method) => typeof method)).toEqual([
    'function',
    'function',
  ]);
});

test('a plain listener has what Node has', () => {
  expect(messagesOf((_, response) => void response.end())).toEqual({});
});

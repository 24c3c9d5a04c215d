import { EventEmitter, once } from 'node:events';
import { Agent, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../config/config.ts';
import { closingOf, serve } from './serve.ts';

const local = { host: '127.0.0.1', port: 0 };
const hello: RequestListener = (_, response) => void response.end('hello');

/** An app that begins its answer at once and ends it when it is told to. */
const slowApp = () => {
  const happens = new EventEmitter();
  const app: RequestListener = (_, response) => {
    response.flushHeaders();
    happens.once('finish', () => void response.end('done'));
    happens.emit('arrived');
  };
  return { app, arrived: once(happens, 'arrived'), finish: () => void happens.emit('finish') };
};

/** The status of an answer over a connection that its client would keep open. */
const keepAliveGet = async (url: string, agent: Agent): Promise<number | undefined> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).on('error', reject);
  });
  response.resume();
  await once(response, 'end');
  return response.statusCode;
};

describe('serve', () => {
  test('finds a free port and says where it is', async () => {
    await using served = await serve(hello, local);
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
    expect(await (await fetch(served.url)).text()).toBe('hello');
  });

  test('everywhere, it tells an address that can be opened', async () => {
    await using served = await serve(hello, { host: '0.0.0.0', port: 0 });
    expect(served.url).toBe(`http://localhost:${served.port}`);
    expect((await fetch(served.url)).status).toBe(200);
  });

  const testIPv6 = Object.values(networkInterfaces())
    .flat()
    .some((face) => face?.address === '::1')
    ? test
    : test.skip;
  testIPv6('on IPv6 it tells an address that can be opened', async () => {
    await using served = await serve(hello, { host: '::1', port: 0 });
    expect(served.url).toBe(`http://[::1]:${served.port}`);
    expect((await fetch(served.url)).status).toBe(200);
  });

  test('names PORT when the port is taken', async () => {
    await using served = await serve(hello, local);
    const second = serve(hello, { ...local, port: served.port });
    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(new RegExp(`^PORT: ${served.port} is taken on 127.0.0.1`));
  });

  test('names HOST when the address is not of this machine', async () => {
    await expect(serve(hello, { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      /^HOST: 192.0.2.1 is no address/,
    );
  });
});

describe('disposing of it', () => {
  test('refuses new connections and ends idle ones that a client would keep', async () => {
    const agent = new Agent({ keepAlive: true });
    const served = await serve(hello, { ...local, drainMs: 60_000 });
    await keepAliveGet(served.url, agent);
    await served[Symbol.asyncDispose]();
    await expect(fetch(served.url)).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  test('lets a request in flight finish, also on a connection that is kept', async () => {
    const { app, arrived, finish } = slowApp();
    const agent = new Agent({ keepAlive: true });
    // Longer than a test may take: a connection that stayed would be noticed.
    const served = await serve(app, { ...local, drainMs: 60_000 });
    const answer = keepAliveGet(served.url, agent);
    await arrived;
    const disposed = served[Symbol.asyncDispose]();
    finish();
    expect(await answer).toBe(200);
    await disposed;
    agent.destroy();
  });

  test('waits no longer than it may', async () => {
    const { app, arrived } = slowApp();
    const served = await serve(app, { ...local, drainMs: 20 });
    const answer = fetch(served.url)
      .then((response) => response.text())
      .catch(() => 'cut off');
    await arrived;
    await served[Symbol.asyncDispose]();
    expect(await answer).toBe('cut off');
  });

  test('is not held up by a connection that has sent half a request', async () => {
    const served = await serve(hello, { ...local, drainMs: 20 });
    const socket = connect(served.port, '127.0.0.1');
    const ended = once(socket, 'close');
    socket.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: a');
    await once(socket, 'connect');
    await served[Symbol.asyncDispose]();
    await ended;
  });

  test('tells requests that are held back that it closes', async () => {
    const happens = new EventEmitter();
    const served = await serve((request, response) => {
      const closing = closingOf(request);
      closing?.addEventListener('abort', () => response.end('for now'), { once: true });
      happens.emit('held', closing?.aborted);
    }, local);
    const held = once(happens, 'held');
    const answer = fetch(served.url).then((response) => response.text());
    expect(await held).toEqual([false]);
    await served[Symbol.asyncDispose]();
    expect(await answer).toBe('for now');
  });

  test('may be asked for twice', async () => {
    const served = await serve(hello, local);
    await Promise.all([served[Symbol.asyncDispose](), served[Symbol.asyncDispose]()]);
    await expect(fetch(served.url)).rejects.toThrow('fetch failed');
  });
});

import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { relish } from './import-terminal.ts';

const TOKEN = { RELISH_SERVICE_TOKEN: 'service-token-of-this-test' };

let folder: string;
let events: string;
const servers: Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-usage-'));
  events = join(folder, 'events.ndjson');
  await writeFile(events, '{"id":"e-1"}\n');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Something on a port that isn't, or not yet, a Relish in good health. */
const answering = (listener: RequestListener): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
const closedPort = async (): Promise<string> => {
  const url = await answering(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
};
const problem = (status: number, code: string) => ({
  type: `urn:relish:problem:${code}`,
  title: 'x',
  status,
  code,
  detail: `It is ${code}.`,
});

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('%s names the commands', async (word) => {
    const { code, out } = await relish([word]);
    expect(code).toBe(0);
    for (const command of ['import', 'status', 'verify', 'evaluate', 'RELISH_URL'])
      expect(out).toContain(command);
  });

  it.each(['import', 'status', 'verify', 'evaluate'])('%s --help says more', async (command) => {
    const { code, out } = await relish([command, '--help']);
    expect([code, out.startsWith(`relish ${command}`)]).toEqual([0, true]);
  });
});

describe('wrong usage ends with 2 and the way out', () => {
  it.each([
    [[], /Which command\?/],
    [['improt'], /no command improt[^]*import/],
    [['import'], /Name one FILE/],
    [['import', 'a', 'b'], /Name one FILE/],
    [['import', 'a', '--format', 'csv'], /no format csv.*cloudevents, online-retail, movielens/],
    [['import', 'a', '--fromat', 'csv'], /--fromat/],
    [['status', 'now'], /now/],
    [['verify', '--seed', 'x'], /--seed may be a whole number/],
    [['verify', '--seed', '-1'], /seed/],
  ])('%j', async (words, message) => {
    const { code, out, err } = await relish(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('an address that is none', async () => {
    const { code, err } = await relish(['status'], { environment: { RELISH_URL: 'localhost:8080' } });
    expect(code).toBe(2);
    expect(err).toContain('Write it like http://127.0.0.1:8080');
  });
});

describe('what is not there ends with 1 and the way out', () => {
  it('no file', async () => {
    const { code, err } = await relish(['import', join(folder, 'none.csv')]);
    expect(code).toBe(1);
    expect(err).toMatch(/There is no file .*none\.csv/);
  });

  it('no token', async () => {
    const { code, err } = await relish(['status'], { environment: { RELISH_DATA: folder } });
    expect(code).toBe(1);
    expect(err).toMatch(/RELISH_SERVICE_TOKEN is not set[^]*npm start/);
  });

  it.each([[['status']], [['import', '-']]])('no Relish: %j', async (words) => {
    const environment = { ...TOKEN, RELISH_URL: await closedPort() };
    const { code, err } = await relish(words, { environment });
    expect(code).toBe(1);
    expect(err).toContain(`Nothing answers at ${environment.RELISH_URL}. Start Relish there (npm start)`);
  });

  it('no log to verify', async () => {
    const { code, err } = await relish(['verify'], { environment: { RELISH_DATA: folder } });
    expect(code).toBe(1);
    expect(err).toMatch(/There is no log in .*Set RELISH_DATA/);
  });

  it.each([
    ['wrong token', 401, /doesn't accept the token from RELISH_SERVICE_TOKEN: It is c-401\. \(c-401\)/],
    ['wrong role', 403, /doesn't accept the token[^]*c-403/],
    ['busy', 503, /is busy: It is c-503/],
    ['refusing', 400, /refused: It is c-400\. \(c-400\)/],
  ])('%s', async (_, status, message) => {
    const url = await answering((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify(problem(status, `c-${status}`)));
    });
    const { code, err } = await relish(['import', events], { environment: { ...TOKEN, RELISH_URL: url } });
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain(TOKEN.RELISH_SERVICE_TOKEN);
  });

  it('something else on that port', async () => {
    const url = await answering((_request, response) => response.end('<h1>Welcome</h1>'));
    const { code, err } = await relish(['status'], { environment: { ...TOKEN, RELISH_URL: url } });
    expect(code).toBe(1);
    expect(err).toContain('answers, but not like Relish');
  });

  it('a redirect never gets the token', async () => {
    let headers: unknown;
    const other = await answering((request, response) => {
      headers = request.headers;
      response.end('{}');
    });
    const url = await answering((_request, response) => response.writeHead(307, { location: other }).end());
    const { code } = await relish(['status'], { environment: { ...TOKEN, RELISH_URL: url } });
    expect([code, headers]).toEqual([1, undefined]);
  });
});

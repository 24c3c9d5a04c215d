import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { openLogCopy } from '../../services/platform/event-log/open-log-copy.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { anOrder } from '../builders/an-order.ts';
import { relish } from './import-terminal.ts';

let folder: string;
let data: string;
let running: Relish;
let environment: NodeJS.ProcessEnv;

const start = (port = 0): Promise<Relish> => {
  const settings = { RELISH_DATA: data, RELISH_DEMO: 'off', RELISH_LOG_LEVEL: 'silent', PORT: String(port) };
  return launch(readConfig(settings));
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-import-'));
  data = join(folder, 'data');
  running = await start();
  environment = { RELISH_URL: running.url, RELISH_DATA: data };
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const file = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const ndjson = (events: readonly unknown[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
const orders = (count: number): RelishEvent[] =>
  Array.from(
    { length: count },
    (_, index) => anOrder(`o-${index}`).by(`a-${index}`).of('i-1').fulfilled().events,
  ).flat();
const onTheLog = async (): Promise<RelishEvent[]> => {
  await using log = await openLogCopy(join(data, 'log'));
  const events: RelishEvent[] = [];
  for (let after = ORIGIN; after < log.head();) {
    const batch = await log.read(after, 1_000);
    events.push(...batch.events);
    after = batch.last;
  }
  return events;
};
const main = fileURLToPath(import.meta.resolve('../../services/relish/cli/main.ts'));
const relishInShell = (words: readonly string[]) => {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', main, ...words], {
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, said: Promise.all([text(child.stdout), text(child.stderr)]) };
};
const figure = (out: string, label: string): string | undefined =>
  new RegExp(`^ *${label} +([\\d,]+)`, 'm').exec(out)?.[1];

describe('relish import of CloudEvents', () => {
  it('puts them on the log, with the token of the local instance, and a second time only finds duplicates', async () => {
    const path = await file('events.ndjson', ndjson(orders(800)));
    const first = await relish(['import', path], { environment });
    expect([first.code, figure(first.out, 'accepted'), figure(first.out, 'duplicates')]).toEqual([
      0,
      '1,600',
      '0',
    ]);
    expect((await onTheLog()).map(({ id }) => id).sort()).toEqual(
      orders(800)
        .map(({ id }) => id)
        .sort(),
    );
    const second = await relish(['import', path], { environment });
    expect([second.code, figure(second.out, 'accepted'), figure(second.out, 'duplicates')]).toEqual([
      0,
      '0',
      '1,600',
    ]);
    expect(await onTheLog()).toHaveLength(1_600);
  });

  it('says what was refused and why, by line, and takes the rest', async () => {
    const [placed, fulfilled] = orders(1);
    const lines = [
      JSON.stringify(placed),
      '{"half":',
      JSON.stringify({ ...fulfilled, id: undefined }),
      JSON.stringify({ ...fulfilled, type: 'account.quarantined' }),
      JSON.stringify({ ...fulfilled, time: '2999-01-01T00:00:00Z' }),
      JSON.stringify(fulfilled),
    ];
    const { code, out } = await relish(['import', await file('mixed.ndjson', lines.join('\n'))], {
      environment,
    });
    expect(code).toBe(1);
    expect(figure(out, 'accepted')).toBe('2');
    expect(figure(out, 'refused')).toBe('3');
    expect(out).toMatch(/not-json +1 +line 2: \{"half":/);
    expect(out).toMatch(/invalid-event +1\n +line 3: .*id/);
    expect(out).toMatch(/unknown-event-type +1\n +line 4: /);
    expect(out).toMatch(/event-in-future +1\n +line 5: /);
    expect(await onTheLog()).toHaveLength(2);
  });

  it('tells that so much was refused that nothing is published, and how to go on; status and verify tell it, too', async () => {
    const events = orders(100).map((event, index) =>
      index % 5 === 0 ? { ...event, type: 'nothing' } : event,
    );
    const { code, out, err } = await relish(['import', await file('bad.ndjson', ndjson(events))], {
      environment,
    });
    expect([code, figure(out, 'refused')]).toEqual([1, '40']);
    expect(err).toMatch(/Publication is held since .*: 40 of 200 events were refused/);
    expect(err).toMatch(/accepts 10%.* 160 orders and items wait/);
    const status = await relish(['status'], { environment });
    expect([status.code, status.out]).toEqual([0, expect.stringContaining('Publication is held')]);
    const verified = await relish(['verify', '--seed', '7'], { environment });
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('160 orders and items wait') });
  });

  it('reads gzip, and standard input', async () => {
    const [one, two] = [orders(3), orders(5)];
    const packed = await file('events', gzipSync(ndjson(one)));
    expect((await relish(['import', packed], { environment })).code).toBe(0);
    const stdin = Readable.from([Buffer.from(ndjson(two))]);
    const piped = await relish(['import', '-'], { environment, stdin });
    expect([piped.code, figure(piped.out, 'accepted'), figure(piped.out, 'duplicates')]).toEqual([
      0,
      '4',
      '6',
    ]);
  });

  it('in a dry run checks everything by the contract, and needs no Relish', async () => {
    const path = await file('events.ndjson', ndjson([...orders(2), { id: 'x' }]));
    const { code, out } = await relish(['import', path, '--dry-run'], { environment: {} });
    expect(code).toBe(1);
    expect(out).toContain('nothing was sent');
    expect(out).toMatch(/not-by-the-contract +1\n +line 5: /);
    expect(figure(out, 'would be sent')).toBe('4');
    expect(await onTheLog()).toEqual([]);
  });

  it('tells when it is another format', async () => {
    const path = await file('retail.csv', 'InvoiceNo,StockCode\n1,2\n');
    const { code, out, err } = await relish(['import', path], { environment });
    expect(code).toBe(1);
    expect(figure(out, 'unreadable')).toBe('2');
    expect(err).toContain('--format');
  });
});

describe('relish import of known data sets', () => {
  it('takes Online Retail: orders, refunds and items arrive, and the fold is indifferent to their order', async () => {
    const rows = [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '1,22423,REGENCY CAKESTAND,6,2010-12-01 08:26:00,10.95,17850.0,United Kingdom',
      '2,22423,REGENCY CAKESTAND,2,2010-12-02 08:26:00,10.95,13047.0,United Kingdom',
      '2,POST,POSTAGE,1,2010-12-02 08:26:00,18.0,13047.0,United Kingdom',
      'C3,22423,REGENCY CAKESTAND,-2,2010-12-03 08:26:00,10.95,13047.0,United Kingdom',
    ];
    const path = await file('retail.csv', rows.join('\n'));
    const imported = await relish(['import', path, '--format', 'online-retail'], { environment });
    expect([imported.code, figure(imported.out, 'lines read'), figure(imported.out, 'accepted')]).toEqual([
      0,
      '4',
      '6',
    ]);
    const status = await relish(['status', '--json'], { environment });
    const { success, data: known } = getStatus.reply.safeParse(JSON.parse(status.out));
    expect([success, known]).toMatchObject([true, { accounts: 2, items: 1, events: 6, day: '2010-12-03' }]);
    const verified = await relish(['verify', '--seed', '7'], { environment });
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('✓ Equal') });
    expect(verified.out).toContain(known?.digest ?? 'no digest');
  });

  it('takes MovieLens, with the names beside it', async () => {
    const folderOfRatings = join(folder, 'ml');
    await mkdir(folderOfRatings);
    await file('ml/u.data.gz', gzipSync('196\t242\t3\t881250949\n186\t302\t3\t891717742\n'));
    await file('ml/u.item.gz', gzipSync(Buffer.from('242|Misérables, Les (1995)|x\n', 'latin1')));
    const path = join(folderOfRatings, 'u.data.gz');
    // As in a shell: loaded by tsx, not by jest.
    const { ended, said } = relishInShell(['import', path, '--format', 'movielens']);
    const [out] = await said;
    expect([await ended, figure(out, 'lines read'), figure(out, 'accepted')]).toEqual([0, '2', '5']);
    const listed = (await onTheLog()).filter(({ type }) => type === 'item.listed');
    expect(listed.map(({ data: item }) => item)).toEqual([{ itemId: '242', name: 'Misérables, Les (1995)' }]);
  });

  it('refuses a file of another kind before anything is sent', async () => {
    const path = await file('other.csv', 'a,b\n1,2\n');
    const { code, err } = await relish(['import', path, '--format', 'online-retail'], { environment });
    expect([code, await onTheLog()]).toEqual([1, []]);
    expect(err).toContain('This is not Online Retail');
  });
});

describe('when things go wrong on the way', () => {
  it('a restart of Relish in the middle costs nothing, and nothing is there twice', async () => {
    const port = Number(new URL(running.url).port);
    const events = orders(4_000);
    const restart = async (): Promise<void> => {
      await running[Symbol.asyncDispose]();
      running = await start(port);
    };
    let restarting: Promise<void> | undefined;
    async function* slowly(): AsyncGenerator<Buffer> {
      for (let from = 0; from < events.length; from += 500) {
        if (from === 4_000) restarting = restart();
        yield Buffer.from(ndjson(events.slice(from, from + 500)));
      }
    }
    const { code, out } = await relish(['import', '-'], { environment, stdin: Readable.from(slowly()) });
    await restarting;
    expect([code, figure(out, 'events sent'), figure(out, 'refused')]).toEqual([0, '8,000', '0']);
    const ids = (await onTheLog()).map(({ id }) => id);
    expect(ids.sort()).toEqual(events.map(({ id }) => id).sort());
  });

  it('a busy Relish is asked again after the time that it names', async () => {
    let refusals = 2;
    const busy = createServer((request, response) => {
      const isEvents = request.method === 'POST';
      if (isEvents && refusals-- > 0) {
        response.writeHead(429, { 'retry-after': '0', connection: 'close' }).end();
        return;
      }
      const forward = async () => {
        const body = await text(request);
        const { authorization = '', 'content-type': type = '' } = request.headers;
        const answer = await fetch(new URL(request.url ?? '', running.url), {
          method: request.method ?? 'GET',
          headers: { authorization, ...(isEvents && { 'content-type': type }) },
          ...(isEvents && { body }),
        });
        response.writeHead(answer.status, { connection: 'close' }).end(await answer.text());
      };
      void forward();
    });
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const address = busy.address();
    const RELISH_URL = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const path = await file('events.ndjson', ndjson(orders(10)));
    const { code, out } = await relish(['import', path], { environment: { ...environment, RELISH_URL } });
    busy.close();
    expect([code, figure(out, 'accepted'), refusals]).toEqual([0, '20', -1]);
  });

  it('a person who stops it learns how far it came, and running it again completes it', async () => {
    const stop = new AbortController();
    const events = orders(3_000);
    const stdin = new PassThrough();
    stdin.write(ndjson(events.slice(0, 5_000)));
    const stopWhenSomethingArrived = async (): Promise<void> => {
      while ((await onTheLog()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      stop.abort();
    };
    void stopWhenSomethingArrived();
    const stopped = await relish(['import', '-'], { environment, stdin, stop: stop.signal });
    expect(stopped.code).toBe(1);
    expect(stopped.err).toMatch(/Stopped\. It is safe to run again/);
    expect(figure(stopped.out, 'accepted')).toBe((await onTheLog()).length.toLocaleString('en-GB'));
    const again = await relish(['import', await file('all', ndjson(events))], { environment });
    expect([again.code, (await onTheLog()).length]).toEqual([0, events.length]);
  });

  it('Ctrl-C in a shell ends it cleanly, even when npm passes the signal on a second time', async () => {
    const { child, ended, said } = relishInShell(['import', '-']);
    child.stdin.write(ndjson(orders(2_000)));
    while ((await onTheLog()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    child.kill('SIGINT');
    const [out, err] = await said;
    expect(await ended).toBe(1);
    expect(err).toContain('Stopped. It is safe to run again');
    expect(figure(out, 'accepted')).toBe((await onTheLog()).length.toLocaleString('en-GB'));
  });

  it('a file that is cut off says so after what was whole was sent', async () => {
    const whole = gzipSync(
      ndjson(orders(2_000).map((event) => ({ ...event, id: `${event.id} ${Math.random()}` }))),
    );
    const path = await file('cut.gz', whole.subarray(0, whole.length - 2_000));
    const { code, out, err } = await relish(['import', path], { environment });
    expect(code).toBe(1);
    expect(err).toMatch(/damaged or cut off/);
    expect(err).toMatch(/safe to run again/);
    expect(figure(out, 'accepted')).toBe((await onTheLog()).length.toLocaleString('en-GB'));
  });
});

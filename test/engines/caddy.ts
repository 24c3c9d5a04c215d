import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from './free-ports.ts';

const CADDYFILE = fileURLToPath(new URL('../../infra/caddy/Caddyfile', import.meta.url));
const PROGRAM = 'caddy';
const PATIENCE_MS = 15_000;
const PAUSE_MS = 50;

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Caddy with the product's own Caddyfile, on free ports. */
export interface Caddy extends AsyncDisposable {
  readonly httpPort: number;
  readonly edgePort: number;
  readonly httpsPort: number;
  /** The root certificate that it made for itself. */
  readonly authority: Buffer;
  /** Asks for a path as it stands, over TLS that is checked. */
  ask(path: string, asked?: Asked): Promise<Reply>;
}

const untilUp = async (child: ChildProcess, edgePort: number, said: () => string): Promise<void> => {
  const until = performance.now() + PATIENCE_MS;
  while (child.exitCode === null && performance.now() < until) {
    const response = await fetch(`http://127.0.0.1:${edgePort}/livez`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`Caddy did not come up:\n${said()}`);
};

/** The authority is made with the first certificate, a moment after Caddy begins to listen. */
const untilRead = async (file: string): Promise<Buffer> => {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await readFile(file);
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
};

const askOver =
  (port: number, authority: Buffer) =>
  (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, method, servername: 'localhost', ca: authority };
      const asking = request(
        { ...options, headers: { Host: `localhost:${port}`, ...headers }, agent: false },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          );
        },
      );
      asking.on('error', reject);
      asking.end(body);
    });

/**
 * Starts Caddy in a folder of its own with its own authority; both are gone when it is disposed of.
 * @param environment of the Caddyfile, besides ports: web folder, replicas …
 */
export const startCaddy = async (environment: Readonly<Record<string, string>>): Promise<Caddy> => {
  const [httpPort = 0, httpsPort = 0, edgePort = 0] = await freePorts(3);
  const folder = mkdtempSync(join(tmpdir(), 'relish-caddy-'));
  const child = spawn(PROGRAM, ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      RELISH_HTTP_PORT: String(httpPort),
      RELISH_HTTPS_PORT: String(httpsPort),
      RELISH_EDGE_PORT: String(edgePort),
      ...environment,
    },
  });
  const end = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  let said = '';
  child.stdout.resume();
  child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4_000)));
  child.once('error', (error) => (said += String(error)));
  const dispose = async (): Promise<void> => {
    process.off('exit', end);
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilUp(child, edgePort, () => said);
    const authority = await untilRead(join(folder, 'caddy/pki/authorities/local/root.crt'));
    const ask = askOver(httpsPort, authority);
    return { httpPort, httpsPort, edgePort, authority, ask, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};

import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineMissing } from './engine-missing.ts';
import { findProgram } from './find-program.ts';
import { freePort, ON_THIS_MACHINE } from './free-port.ts';
import { startOwnProcess } from './own-process.ts';

const CADDYFILE = fileURLToPath(new URL('../../infra/caddy/Caddyfile', import.meta.url));
const PROGRAM = 'caddy';
/** The root certificate that it makes for itself, in its folder. */
const AUTHORITY = 'caddy/pki/authorities/local/root.crt';

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
  readonly authority: Buffer;
  /** Asks for a path as it stands, over TLS that is checked. */
  ask(path: string, asked?: Asked): Promise<Reply>;
  [Symbol.asyncDispose](): Promise<void>;
}

const askOver =
  (port: number, authority: Buffer) =>
  (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const where = { host: ON_THIS_MACHINE, port, path, method, servername: 'localhost', ca: authority };
      const all = { Host: `localhost:${port}`, ...headers };
      const asking = request({ ...where, headers: all, agent: false }, (response) => {
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
      });
      asking.on('error', reject);
      asking.end(body);
    });

interface Ports {
  readonly edgePort: number;
  readonly httpsPort: number;
}

/** It listens a moment before it has its authority, and another before it has a certificate of it. */
const isReady = async ({ edgePort, httpsPort }: Ports, folder: string): Promise<boolean> => {
  try {
    const { ok } = await fetch(`http://${ON_THIS_MACHINE}:${edgePort}/livez`);
    await askOver(httpsPort, await readFile(join(folder, AUTHORITY)))('/livez');
    return ok;
  } catch {
    return false;
  }
};

/**
 * Starts Caddy in a folder of its own with its own authority; both are gone when it is disposed of.
 * @param environment of the Caddyfile, besides ports: web folder, replicas …
 * @throws EngineMissing
 */
export const startCaddy = async (environment: Readonly<Record<string, string>>): Promise<Caddy> => {
  const program = findProgram(PROGRAM);
  if (program === undefined) throw new EngineMissing('no caddy');
  const [httpPort, httpsPort, edgePort] = [await freePort(), await freePort(), await freePort()];
  let home = '';
  const own = await startOwnProcess('caddy', {
    program,
    argumentsFor: () => ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'],
    environmentFor: (folder) => {
      home = folder;
      return {
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        RELISH_HTTP_PORT: String(httpPort),
        RELISH_HTTPS_PORT: String(httpsPort),
        RELISH_EDGE_PORT: String(edgePort),
        ...environment,
      };
    },
    isReady: () => isReady({ edgePort, httpsPort }, home),
  });
  const authority = await readFile(join(own.folder, AUTHORITY));
  const ask = askOver(httpsPort, authority);
  return {
    httpPort,
    httpsPort,
    edgePort,
    authority,
    ask,
    [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
  };
};

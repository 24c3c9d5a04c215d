import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { freePort, ON_THIS_MACHINE } from '../../engines/free-port.ts';
import { type Controls, startOwnProcess } from '../../engines/own-process.ts';

const MAIN = fileURLToPath(new URL('../../../services/relish/main.ts', import.meta.url));
const CLOCK = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url));
const TYPESCRIPT = createRequire(import.meta.url).resolve('tsx/esm');

/** Two cores may start four of them at once, and be busy with others. */
const PATIENCE_MS = 90_000;

/** One process of Relish, which a test may kill, pause and start again; its port and settings stay the same. */
export interface Replica extends Controls {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

interface ReplicaOptions {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds by which its clock is ahead. */
  readonly clock?: number;
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};

/** Starts a process of Relish and returns when it is ready. */
export const startReplica = async ({ name, environment, clock = 0 }: ReplicaOptions): Promise<Replica> => {
  const port = await freePort();
  const url = `http://${ON_THIS_MACHINE}:${port}`;
  const own = await startOwnProcess(name, {
    program: process.execPath,
    argumentsFor: () => ['--import', CLOCK, '--import', TYPESCRIPT, MAIN],
    environmentFor: () => ({
      RELISH_LOG_LEVEL: 'error',
      RELISH_TEST_CLOCK_MS: String(clock),
      ...environment,
      PORT: String(port),
    }),
    isReady: () => isReady(url),
    patience: PATIENCE_MS,
  });
  return Object.assign(own, { name, url, port });
};

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A process of its own that runs Relish as `npm start` does once everything is built. */
export interface RelishProcess extends AsyncDisposable {
  /** All that it has printed. */
  output(): string;
  /** The address of the ordering app, or of the service that it is. Rejects if the process ends before it is open. */
  readonly url: Promise<string>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>;
  kill(signal: NodeJS.Signals): void;
}

interface StartOptions {
  /** Ctrl-C at the terminal is for us, not for it. */
  readonly ownGroup?: boolean;
}

/** Starts Relish on any free port. */
export const startRelish = (
  environment: Readonly<Record<string, string>>,
  { ownGroup = false }: StartOptions = {},
): RelishProcess => {
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx/esm', 'services/relish/main.ts'], {
    cwd: ROOT,
    detached: ownGroup,
    // Nothing of the machine's own settings: a test is the same everywhere.
    env: { PATH, PORT: '0', RELISH_LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close').then(() => child.exitCode ?? child.signalCode ?? 1);
  const url = new Promise<string>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /(?:Ordering app|Service)\s+(http\S+)\//.exec(output)?.[1];
      if (found && output.includes('Ctrl-C')) resolve(found);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    void ended.then((code) => reject(new Error(`It ended with ${code} before it was open:\n${output}`)));
  });
  // Whoever only waits for the end need not look at it.
  url.catch(() => undefined);
  return {
    output: () => output,
    url,
    ended,
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

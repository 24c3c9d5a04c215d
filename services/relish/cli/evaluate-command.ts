import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UsageError } from './cli-error.ts';
import type { Command, ExitCode, Terminal } from './terminal.ts';

const help = `relish evaluate --data FILE [--format FORMAT] [--attacks all] [--out DIR]

Runs attacks on the history in a file, and compares what they do to Relish and to others.
Needs no running Relish, and sends nothing anywhere. Writes a table to the terminal,
and to DIR results.json and index.html.

  --data FILE      whatever relish import reads, plain or gzip; or a data set of the benchmark by name
  --format FORMAT  cloudevents, online-retail or movielens; default: by the first line of the file
  --attacks LIST   names with commas, or all (default); a wrong name lists them
  --only LIST      recommenders: naive, popularity, user-knn, raccoon, relish-unfiltered, relish;
                   default: all. raccoon needs redis-server on the PATH or REDIS_URL, and is left out without
  --seeds N        how many, default 5; --seed N is the first, default 1
  --accounts N     accounts kept of the history, chosen by hash; default 300, 0 keeps all
  --origins PLAN   whence attackers order: by-knowledge (default), one-address, one-network, botnet, none
  --jobs N         processes that share the work; default: one a core
  --out DIR        default: .build/attacks
  --strict         ends with 1 if a promise doesn't hold

The same arguments give the same figures. Ends with 0 if it could be measured.`;

/** The attacks are beside the tests, which services never import: they run in a process of their own. */
const EVALUATION = fileURLToPath(new URL('../../../test/abuse/evaluate/main.ts', import.meta.url));
const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm')).href;

const namesData = (parameters: readonly string[]): boolean =>
  parameters.some((word) => word === '--data' || word.startsWith('--data='));

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });

const runEvaluate = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  if (!namesData(parameters)) throw new UsageError('Name what to attack: --data FILE.');
  const child = spawn(process.execPath, ['--import', loader(), EVALUATION, ...parameters], {
    env: terminal.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => void child.kill('SIGTERM');
  terminal.stop.addEventListener('abort', end, { once: true });
  try {
    const [code] = await Promise.all([
      ended(child),
      pipeline(child.stdout, terminal.out, { end: false }),
      pipeline(child.stderr, terminal.err, { end: false }),
    ]);
    return code === 0 || code === 2 ? code : 1;
  } finally {
    terminal.stop.removeEventListener('abort', end);
  }
};

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'Attack the history in a file, and see what holds',
  help,
  run: runEvaluate,
};

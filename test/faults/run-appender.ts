import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Position } from '../../services/platform/event-log/event-log.ts';

const appender = fileURLToPath(new URL('append-until-killed.ts', import.meta.url));
const ACKNOWLEDGED = /^(\S+) (\d{16})$/;
/** 512-byte blocks: what POSIX has `ulimit -f` count in. */
const BLOCK = 512;

interface Appender {
  readonly folder: string;
  /** Part of every id. */
  readonly run: string;
  /** Milliseconds from its first sign of life to its SIGKILL. */
  readonly killAfter?: number;
  /** Bytes that any file may have, which stands for a full disk. */
  readonly maxFile?: number;
}

export interface Appends {
  /** Position of each acknowledged event by its id. */
  readonly acknowledged: ReadonlyMap<string, Position>;
  readonly refused: readonly string[];
  /** The signal that ended the process, or its exit code. */
  readonly ended: unknown;
}

const command = ({ folder, run, maxFile }: Appender): readonly [string, readonly string[]] => {
  const node = [process.execPath, '--import', 'tsx/esm', appender, folder, run];
  if (maxFile === undefined) return [process.execPath, node.slice(1)];
  return ['/bin/sh', ['-c', `ulimit -f ${Math.ceil(maxFile / BLOCK)}; exec "$@"`, 'sh', ...node]];
};

/** Appends in a process of its own until that is killed or refused; what it said last may be cut off and doesn't count. */
export const runAppender = async (options: Appender): Promise<Appends> => {
  const [file, args] = command(options);
  const child = spawn(file, args, {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (options.killAfter !== undefined) {
      timer ??= setTimeout(() => child.kill('SIGKILL'), options.killAfter);
    }
  });
  await once(child, 'close');
  clearTimeout(timer);
  const lines = said.split('\n').slice(0, -1);
  const acknowledged = new Map<string, Position>();
  for (const line of lines) {
    const [, id, position] = ACKNOWLEDGED.exec(line) ?? [];
    if (id !== undefined && position !== undefined) acknowledged.set(id, position);
  }
  const refused = lines.filter((line) => line.startsWith('refused '));
  return { acknowledged, refused, ended: child.signalCode ?? child.exitCode };
};

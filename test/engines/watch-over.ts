import { spawn } from 'node:child_process';

/**
 * Reads the pid to watch, line by line. The end of its input without `done` is the end of the process that
 * started it, be it by SIGKILL: then nobody else would end the engine.
 */
const SCRIPT = `
pid=none
while read -r line; do pid=$line; done
[ "$pid" = done ] && exit 0
[ "$pid" = none ] || { kill -KILL "$pid"; sleep 0.3; }
rm -rf -- "$1"
`;

export interface Watcher {
  /** The process to end if this one ends before it; undefined for none. */
  watch(pid: number | undefined): void;
  /** There is nothing left to clear up. */
  end(): void;
}

/** Ends an engine and removes its folder once this process is gone. */
export const watchOver = (folder: string): Watcher => {
  // A group of its own: Ctrl-C in a terminal ends all of a group at once.
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'relish-watcher', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  child.stdin.on('error', () => undefined);
  return {
    watch: (pid) => void child.stdin.write(`${pid ?? 'none'}\n`),
    end: () => void child.stdin.end('done\n'),
  };
};

import { runRelish } from './run-relish.ts';

const stop = new AbortController();
// Once: a second Ctrl-C ends it the hard way.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

/** `relish … | head` closes the pipe early: that is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runRelish(process.argv.slice(2), {
  stdin: process.stdin,
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  stop: stop.signal,
});

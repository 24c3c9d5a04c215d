import { listenForStop } from '../launch/stop-signals.ts';
import { runRelish } from './run-relish.ts';

/** As shells say it: ended by Ctrl-C. */
const INTERRUPTED = 130;

const stop = new AbortController();
listenForStop({ onFirst: () => stop.abort(), onSecond: () => process.exit(INTERRUPTED) });

/** A reader of our output that is gone, as in `relish status | head`, is no failure. */
process.stdout.on('error', () => undefined);

process.exitCode = await runRelish(process.argv.slice(2), {
  stdin: process.stdin,
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  stop: stop.signal,
});

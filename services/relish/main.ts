import { once } from 'node:events';
import { ConfigError, readConfig } from '../platform/config/config.ts';
import { AppError } from '../platform/http/app-error.ts';
import { collectSeldom } from '../platform/memory/collect-seldom.ts';
import { launch } from './launch/launch.ts';
import { listenForStop } from './launch/stop-signals.ts';
import { welcome } from './launch/welcome.ts';

/** All of a stop may take 15 s; what then isn't over has hung. */
const STOP_MS = 14_000;

const say = (text: string): void => console.log(text);

const isForPeople = (error: unknown): error is Error =>
  error instanceof ConfigError || error instanceof AppError;

const explain = (error: unknown): number => {
  if (isForPeople(error)) console.error(`✗ ${error.message}`);
  else console.error(error);
  return error instanceof ConfigError ? 2 : 1;
};

const giveUp = (): never => {
  console.error('✗ Something did not stop in time. What was acknowledged is on the log.');
  process.exit(1);
};

const aborts = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

const run = async (stop: AbortSignal): Promise<void> => {
  collectSeldom();
  const config = readConfig(process.env);
  const relish = await launch(config, { stop });
  say(`\n${welcome(relish, config)}\n`);
  const { broken } = relish;
  await Promise.race([aborts(stop), aborts(broken)]);
  if (broken.aborted) setTimeout(giveUp, STOP_MS).unref();
  say('Stopping: finishing what was taken.');
  await relish[Symbol.asyncDispose]();
  say('Closed.');
  // Whoever looks after this process starts it anew: it ends as a failure.
  broken.throwIfAborted();
};

/** Whoever is told to stop while it waits for an engine has nothing to finish. */
const end = (error: unknown): number => {
  if (error !== stop.signal.reason) return explain(error);
  say('Stopped before it was open.');
  return 0;
};

/** A reader of our output that is gone, as in `npm start | head`, is no reason to stop. */
process.stdout.on('error', () => undefined);

const stop = new AbortController();
const onFirst = (): void => {
  setTimeout(giveUp, STOP_MS).unref();
  stop.abort();
};
listenForStop({ onFirst, onSecond: () => process.exit(1) });

// Everything is closed by now: what might still hold the process has nothing left to do.
process.exit(await run(stop.signal).then(() => 0, end));

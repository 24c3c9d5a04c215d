/** One of the processes that do an evaluation's steps: it reads the same arguments, and does what it is sent. */
import { connectRaccoon } from '../recommenders/raccoon.ts';
import { Bench } from './bench.ts';
import { parseArguments } from './parse-arguments.ts';
import { type Reply, readErrand } from './workers.ts';

const wanted = parseArguments(process.argv.slice(2));
let raccoon: ReturnType<typeof connectRaccoon> | undefined;
let bench: Promise<Bench> | undefined;

const reply = (message: Reply): void => {
  // Where another's step has failed, nobody hears of this one any more.
  process.send?.(message, undefined, undefined, () => undefined);
};

process.on('message', (message) => {
  const { task, redis } = readErrand(message);
  raccoon ??= connectRaccoon(redis);
  bench ??= raccoon.then((ready) => new Bench(wanted, ready));
  bench
    .then((ready) => ready.run(task))
    .then(
      (found) => reply({ found }),
      (error: unknown) => reply({ failed: error instanceof Error ? error.message : String(error) }),
    );
});
/** A Redis that is gone never answers. */
const PATIENCE_MS = 2_000;
process.on('disconnect', () => {
  setTimeout(() => process.exit(), PATIENCE_MS);
  void (async () => {
    await (await raccoon)?.[Symbol.asyncDispose]();
    process.exit();
  })();
});

import { parseArgs } from 'node:util';

export const USAGE = `npm run load -- [--rate 100] [--minutes 1 | --seconds 60] [--seed 1] [--json FILE]

A lunch hour against a running Relish: people look, order, change their mind; the operator hands over. Open loop: each
leaves when it is time, whatever became of those before. Afterwards every acknowledged order is looked for on the log.

  --rate N         orders a second where the hour is busiest; default 100
  --minutes N      how long the lunch takes; or --seconds N; default one minute
  --seed N         the same seed plans the same lunch; default 1
  --people N       who order; default four for each order a second, 60 at least. A running instance has the demo's 60
  --pickup S       median seconds from an order to its pick-up; default 5, less where the lunch takes under a minute
  --replicas N     processes of the Relish that it starts; default 1, with the embedded log. More than one share a Redis,
                   started too (redis-server on the PATH), that has each append on its disk before it answers
  --connections N  at most so many at once; default 256
  --json FILE      writes the report there

RELISH_URL is where Relish is: one address, or several with commas, to which requests go in turn. It needs the demo on;
RELISH_DEMO_PASSCODE is its passcode if somebody chose one. Without RELISH_URL a Relish of its own is started, in a
temporary folder, without limits.

Ends with 1 if an order was lost or doubled, or none was acknowledged.`;

export interface Arguments {
  readonly rate: number;
  readonly seconds: number;
  readonly seed: number;
  readonly people: number;
  /** Milliseconds. */
  readonly pickup: number;
  /** Of the Relish that it starts. */
  readonly replicas: number;
  readonly connections: number;
  readonly json?: string;
}

/** Written wrongly: told without a trace. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

const PEOPLE_PER_RATE = 4;
const FEWEST_PEOPLE = 60;
const PICKUP_SECONDS = 5;
const UNHURRIED_SECONDS = 60;

const number = (option: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new ArgumentError(`--${option} must be a number from ${least} to ${most}, not ${text}.`);
};

const whole = (option: string, text: string, least: number, most: number): number => {
  const value = number(option, text, least, most);
  if (Number.isInteger(value)) return value;
  throw new ArgumentError(`--${option} must be a whole number, not ${text}.`);
};

const options = {
  rate: { type: 'string', default: '100' },
  minutes: { type: 'string' },
  seconds: { type: 'string' },
  seed: { type: 'string', default: '1' },
  people: { type: 'string' },
  pickup: { type: 'string' },
  replicas: { type: 'string', default: '1' },
  connections: { type: 'string', default: '256' },
  json: { type: 'string' },
} as const;

/** @throws ArgumentError, or what node:util's parseArgs throws */
export const parseArguments = (words: readonly string[]): Arguments => {
  const { values } = parseArgs({ args: [...words], options });
  if (values.minutes !== undefined && values.seconds !== undefined)
    throw new ArgumentError('Give --minutes or --seconds, not both.');
  const rate = number('rate', values.rate, 0.1, 10_000);
  const seconds =
    values.seconds === undefined
      ? 60 * number('minutes', values.minutes ?? '1', 0.01, 600)
      : number('seconds', values.seconds, 1, 36_000);
  const people = Math.max(FEWEST_PEOPLE, Math.ceil(PEOPLE_PER_RATE * rate));
  const pickup = PICKUP_SECONDS * Math.min(1, seconds / UNHURRIED_SECONDS);
  return {
    rate,
    seconds,
    seed: whole('seed', values.seed, 0, 2 ** 31),
    people: values.people === undefined ? people : whole('people', values.people, 1, 200_000),
    pickup: 1_000 * (values.pickup === undefined ? pickup : number('pickup', values.pickup, 0, 3_600)),
    replicas: whole('replicas', values.replicas, 1, 16),
    connections: whole('connections', values.connections, 1, 10_000),
    ...(values.json !== undefined && { json: values.json }),
  };
};
